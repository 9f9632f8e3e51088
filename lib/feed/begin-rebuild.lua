-- Claims the building of a timeline that is absent or of another generation. From then on fan-out appends to it.
-- KEYS: home, generation. ARGV: generation, new epoch, token of the builder, seconds after which the claim ends if the
-- builder dies.
-- Returns 'generation' (ARGV has an old one: read it again), 'building' (another builder has a claim), 'ready' (the
-- timeline is there) or 'begun'.
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
