-- Notes that a browser shows these posts, or that it shows them no longer.
-- KEYS: who views each post. ARGV: the browser; milliseconds for which that holds, 0: no longer.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local life = tonumber(ARGV[2])
for _, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if life > 0 then
    redis.call('ZADD', key, string.format('%.0f', now + life), ARGV[1])
    redis.call('PEXPIRE', key, life)
  else
    redis.call('ZREM', key, ARGV[1])
  end
end
return 1
