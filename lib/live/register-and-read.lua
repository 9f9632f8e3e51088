-- Registers a gateway for these users, keeps their timelines from expiring, and reads header and length of each.
-- KEYS: online hash, generation. ARGV: home prefix, TTL of timelines, gateway id, TTL of the online hash (seconds), user ids...
-- Returns the generation, then header and length per user.
local answer = { redis.call('GET', KEYS[2]) or '' }
for i = 5, #ARGV do
  local user, key = ARGV[i], ARGV[1] .. ARGV[i]
  local header = redis.call('LINDEX', key, 0) or ''
  if header ~= '' and not string.find(header, ':building-', 1, true) then redis.call('EXPIRE', key, ARGV[2]) end
  answer[#answer + 1] = header
  answer[#answer + 1] = redis.call('LLEN', key)
  local gateways = redis.call('HGET', KEYS[1], user)
  if not gateways then
    redis.call('HSET', KEYS[1], user, ARGV[3])
  elseif not string.find(',' .. gateways .. ',', ',' .. ARGV[3] .. ',', 1, true) then
    redis.call('HSET', KEYS[1], user, gateways .. ',' .. ARGV[3])
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return answer
