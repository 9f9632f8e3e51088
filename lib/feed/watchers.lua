-- Stores what a browser shows of these posts.
-- KEYS: for each post its watchers and its former watchers.
-- ARGV: the browser; for how many milliseconds that holds; what it shows: 'posts' that its viewer may see, the pages of 'hidden'
-- ones, or 'nothing' of them any more. Of hidden posts only those count that it has shown before.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local browser, holds, shows = ARGV[1], tonumber(ARGV[2]), ARGV[3]

local function store(key)
  redis.call('ZADD', key, string.format('%.0f', now + holds), browser)
  redis.call('PEXPIRE', key, holds)
end

for at = 1, #KEYS, 2 do
  local watchers, former = KEYS[at], KEYS[at + 1]
  redis.call('ZREMRANGEBYSCORE', watchers, '-inf', now)
  redis.call('ZREMRANGEBYSCORE', former, '-inf', now)
  local known = redis.call('ZREM', watchers, browser) + redis.call('ZREM', former, browser) > 0
  if shows == 'posts' then store(watchers)
  elseif shows == 'hidden' and known then store(former) end
end
return 1
