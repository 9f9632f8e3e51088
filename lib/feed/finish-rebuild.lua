-- Ends the building of a timeline: puts the ids that were read from PostgreSQL before the ids that fan-out appended
-- meanwhile. Does nothing when the claim is gone, because a change of the graph has dropped the timeline.
-- The base is lowered by the number of ids put in front. So the appended ids keep the positions at which they were
-- published, and no stream needs a reset.
-- KEYS: home. ARGV: token of the builder, floor, TTL in seconds, ids from oldest to newest...
-- Returns 1, or 0 when the claim is gone.
local header = redis.call('LINDEX', KEYS[1], 0)
if not header then return 0 end
local epoch, base, token = string.match(header, '^([^:]+):(%d+):building%-(.+)$')
if token ~= ARGV[1] then return 0 end

local appended = {}
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 1, -1)) do appended[id] = true end
redis.call('LPOP', KEYS[1])
local put = 0
for i = #ARGV, 4, -1 do
  if not appended[ARGV[i]] then
    redis.call('LPUSH', KEYS[1], ARGV[i])
    put = put + 1
  end
end
redis.call('LPUSH', KEYS[1], epoch .. ':' .. string.format('%.0f', base - put) .. ':' .. ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
