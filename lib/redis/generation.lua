-- Returns the generation of this Redis. A server that was restarted, failed over or flushed gets a new one, so that
-- timelines of an earlier generation count as absent: they may lack posts. Generations are milliseconds and only grow, so
-- none is used twice.
-- KEYS: run, generation. ARGV: run_id of the server, TTL in seconds.
local generation = redis.call('GET', KEYS[2])
if redis.call('GET', KEYS[1]) ~= ARGV[1] or not generation then
  local time = redis.call('TIME')
  local next = time[1] * 1000 + math.floor(time[2] / 1000)
  if generation and tonumber(generation) >= next then next = tonumber(generation) + 1 end
  generation = string.format('%.0f', next)
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('SET', KEYS[2], generation, 'EX', ARGV[2])
return generation
