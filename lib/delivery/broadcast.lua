-- Publishes one message (see message.ts) to every gateway.
-- ARGV: channel; message; Redis time (ms) of the facts that decide who may see this; how old (ms) that may be.
-- Returns 1, or 0 when the facts are too old.
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[3]) > tonumber(ARGV[4]) then return 0 end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
