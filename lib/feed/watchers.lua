-- Stores what a browser shows of these posts.
-- KEYS: for each post its watchers and its former watchers.
-- ARGV: the browser; for how many milliseconds that holds; what it shows: 'posts' that its viewer may see, the pages of 'hidden'
-- ones, which it has shown before, or 'nothing' of them any more.
-- Returns for each post 1 if the browser was a watcher or a former one before, else 0.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local browser, holds, shows = ARGV[1], tonumber(ARGV[2]), ARGV[3]

local function store(key)
  redis.call('ZADD', key, string.format('%.0f', now + holds), browser)
  redis.call('PEXPIRE', key, holds)
end

local known = {}
for at = 1, #KEYS, 2 do
  local watchers, former = KEYS[at], KEYS[at + 1]
  redis.call('ZREMRANGEBYSCORE', watchers, '-inf', now)
  redis.call('ZREMRANGEBYSCORE', former, '-inf', now)
  known[#known + 1] = math.min(1, redis.call('ZREM', watchers, browser) + redis.call('ZREM', former, browser))
  if shows == 'posts' then store(watchers)
  elseif shows == 'hidden' then store(former) end
end
return known
