-- Publishes to each of these users a message of their own (see message.ts), to every gateway that holds a connection of theirs.
-- KEYS: online hash of the bucket.
-- ARGV: channel prefix; kind; Redis time (ms) of the facts that decide what they may see; how old (ms) that may be; then user id
--       and body, and so on.
-- Returns 1, or 0 when the facts are too old.
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[3]) > tonumber(ARGV[4]) then return 0 end

local users = {}
for i = 5, #ARGV, 2 do users[#users + 1] = ARGV[i] end
if #users == 0 then return 1 end

local connected = redis.call('HMGET', KEYS[1], unpack(users))
for i, user in ipairs(users) do
  for gateway in string.gmatch(connected[i] or '', '[^,]+') do
    redis.call('PUBLISH', ARGV[1] .. gateway, ARGV[2] .. '\n' .. user .. '\n' .. ARGV[4 + 2 * i])
  end
end
return 1
