-- Stores that a browser has these posts on screen, or has them no longer.
-- KEYS: the watchers of each post. ARGV: the browser; for how many milliseconds that holds, or 0 for no longer.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holds = tonumber(ARGV[2])
for _, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if holds > 0 then
    redis.call('ZADD', key, string.format('%.0f', now + holds), ARGV[1])
    redis.call('PEXPIRE', key, holds)
  else
    redis.call('ZREM', key, ARGV[1])
  end
end
return 1
