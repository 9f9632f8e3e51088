-- Removes a gateway's registration of these users. KEYS: online hash. ARGV: gateway id, user ids...
for i = 2, #ARGV do
  local others = {}
  for gateway in string.gmatch(redis.call('HGET', KEYS[1], ARGV[i]) or '', '[^,]+') do
    if gateway ~= ARGV[1] then others[#others + 1] = gateway end
  end
  if #others == 0 then redis.call('HDEL', KEYS[1], ARGV[i])
  else redis.call('HSET', KEYS[1], ARGV[i], table.concat(others, ',')) end
end
return 1
