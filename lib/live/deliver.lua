-- Publishes one frame to every gateway that holds a connection of one of these users.
-- KEYS: online hash of the bucket. ARGV: channel prefix, kind, body, user ids...
-- Message: kind, line feed, user ids, line feed, body. Returns how many gateways were told.
local users = {}
for i = 4, #ARGV do users[#users + 1] = ARGV[i] end
if #users == 0 then return 0 end

local gateways = {}
local homes = redis.call('HMGET', KEYS[1], unpack(users))
for i, user in ipairs(users) do
  for gateway in string.gmatch(homes[i] or '', '[^,]+') do
    local list = gateways[gateway]
    if not list then list = {}; gateways[gateway] = list end
    list[#list + 1] = user
  end
end

local told = 0
for gateway, list in pairs(gateways) do
  redis.call('PUBLISH', ARGV[1] .. gateway, ARGV[2] .. '\n' .. table.concat(list, ' ') .. '\n' .. ARGV[3])
  told = told + 1
end
return told
