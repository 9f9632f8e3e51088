-- Publishes to each of these users a frame of their own, on every gateway that holds a connection of theirs.
-- KEYS: online hash of the bucket. ARGV: channel prefix; kind; then user id and body, and so on.
-- Message: kind, line feed, user id, line feed, body.
local users = {}
for i = 3, #ARGV, 2 do users[#users + 1] = ARGV[i] end
if #users == 0 then return 0 end

local homes = redis.call('HMGET', KEYS[1], unpack(users))
for i, user in ipairs(users) do
  for gateway in string.gmatch(homes[i] or '', '[^,]+') do
    redis.call('PUBLISH', ARGV[1] .. gateway, ARGV[2] .. '\n' .. user .. '\n' .. ARGV[2 + 2 * i])
  end
end
return 1
