-- Reads one home timeline and extends its TTL. KEYS: home. ARGV: TTL in seconds.
-- Returns its header (nil if absent) and its ids in one string: that is several times cheaper to parse than 800 replies.
local list = redis.call('LRANGE', KEYS[1], 0, -1)
if #list == 0 then return { false, '' } end
-- While a timeline is being built, its short TTL is the claim of its builder and must not be extended.
if not string.find(list[1], ':building-', 1, true) then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return { list[1], table.concat(list, ' ', 2) }
