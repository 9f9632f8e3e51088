-- Removes a gateway from these users' sets. KEYS: online hash. ARGV: gateway id, user ids...
for i = 2, #ARGV do
  local left = {}
  for gateway in string.gmatch(redis.call('HGET', KEYS[1], ARGV[i]) or '', '[^,]+') do
    if gateway ~= ARGV[1] then left[#left + 1] = gateway end
  end
  if #left == 0 then redis.call('HDEL', KEYS[1], ARGV[i])
  else redis.call('HSET', KEYS[1], ARGV[i], table.concat(left, ',')) end
end
return 1
