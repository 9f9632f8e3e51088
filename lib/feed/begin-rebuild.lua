-- Claims the building of a timeline that is absent or from an earlier life of Redis. From here on fan-out appends to it.
-- KEYS: home, generation. ARGV: generation, new epoch, token, seconds until a dead builder's claim lapses.
-- Returns 'generation' (ask again), 'building' (somebody else is), 'ready' (it is there) or 'begun'.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 'generation' end
local header = redis.call('LINDEX', KEYS[1], 0)
if header and string.sub(header, 1, #ARGV[1] + 1) == ARGV[1] .. '-' then
  if string.find(header, ':building-', 1, true) then return 'building' end
  return 'ready'
end
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], ARGV[2] .. ':1000:building-' .. ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 'begun'
