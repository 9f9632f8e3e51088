-- Publishes one message (see message.ts) to every gateway that holds a connection of one of these users.
-- KEYS: online hash of the bucket.
-- ARGV: channel prefix; kind; body; Redis time (ms) of the facts that decide who may see this, or ''; how old (ms) that may be;
--       user ids...
-- Returns 1, or 0 when the facts are too old.
if ARGV[4] ~= '' then
  local time = redis.call('TIME')
  if time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[4]) > tonumber(ARGV[5]) then return 0 end
end

local users = {}
for i = 6, #ARGV do users[#users + 1] = ARGV[i] end
if #users == 0 then return 1 end

local usersOf = {}
local connected = redis.call('HMGET', KEYS[1], unpack(users))
for i, user in ipairs(users) do
  for gateway in string.gmatch(connected[i] or '', '[^,]+') do
    local list = usersOf[gateway]
    if not list then list = {}; usersOf[gateway] = list end
    list[#list + 1] = user
  end
end

for gateway, list in pairs(usersOf) do
  redis.call('PUBLISH', ARGV[1] .. gateway, ARGV[2] .. '\n' .. table.concat(list, ' ') .. '\n' .. ARGV[3])
end
return 1
