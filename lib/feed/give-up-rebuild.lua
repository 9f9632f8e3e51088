-- Gives up a claim, so that the next builder need not wait until it ends. A claim of another builder, or a finished
-- timeline, stays as it is.
-- KEYS: home. ARGV: token of the builder. Returns 1, or 0 when the claim is gone.
local header = redis.call('LINDEX', KEYS[1], 0)
if not header or string.match(header, ':building%-(.+)$') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
