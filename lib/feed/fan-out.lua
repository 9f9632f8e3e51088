-- Appends one post to the timelines of up to a thousand recipients, and publishes it to the gateways that hold connections
-- of them. Both happen in one step, so for each reader the order of publishing is the order of appending. A gateway that
-- sees a gap between two positions therefore knows that a message was lost.
--
-- KEYS: generation, mark of this range, online hash.
-- ARGV: generation; Redis time (ms) of the facts about the post; how old (ms) they may be; channel prefix; home prefix;
--       post id; frame; among how many of the newest ids to look for the post first (0: all, -1: do not look);
--       seconds for which the mark is kept; recipients, separated by spaces; then a recipient and their own frame, and so on.
-- Message: 'feed', line feed, user id and position and so on, line feed, frame.
-- Returns 'generation' or 'stale' (read the facts again), 'done' (it was done before), or the gateways whose channel has no
-- subscriber.
-- A timeline that grows beyond MAX ids is cut to the newest KEEP, so that cutting is rare.
local MAX, KEEP = 816, 720

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'generation' end
local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[2]) > tonumber(ARGV[3]) then return 'stale' end
if redis.call('EXISTS', KEYS[2]) == 1 then return 'done' end

local prefix, id, depth = ARGV[5], ARGV[6], tonumber(ARGV[8])

-- Compares ids as text: they are larger than the integers that Lua's numbers hold exactly.
local function isNewer(one, other)
  if #one ~= #other then return #one > #other end
  return one > other
end

local function cut(key, header, length)
  local epoch, base, floor = string.match(header, '^([^:]+):(%d+):(%d+)$')
  -- The timeline is being built: its builder will write the header, so nothing is cut before.
  if not epoch then return end
  local drop = length - 1 - KEEP
  for _, gone in ipairs(redis.call('LRANGE', key, 1, drop)) do
    if isNewer(gone, floor) then floor = gone end
  end
  redis.call('LTRIM', key, drop, -1)
  redis.call('LSET', key, 0, epoch .. ':' .. string.format('%.0f', base + drop) .. ':' .. floor)
end

local function positionOf(header, length)
  -- A timeline of another generation may lack posts. If this post got the next position, gateways would find no gap and the
  -- missing posts would not be noticed. Position 0 of another epoch cannot be continued, so gateways reset the reader, and the
  -- timeline is built again.
  if string.sub(header, 1, #ARGV[1] + 1) ~= ARGV[1] .. '-' then return ARGV[1] .. '-0:0' end
  local epoch, base = string.match(header, '^([^:]+):(%d+):')
  return epoch .. ':' .. string.format('%.0f', base + length - 1)
end

local own = {}
for i = 11, #ARGV, 2 do own[ARGV[i]] = ARGV[i + 1] end

-- By gateway and frame: the readers, each with a position.
local gateways = {}
local function add(gateway, frame, user, position)
  local frames = gateways[gateway]
  if not frames then frames = {}; gateways[gateway] = frames end
  local list = frames[frame]
  if not list then list = {}; frames[frame] = list end
  list[#list + 1] = user
  list[#list + 1] = position
end

local users = {}
for user in string.gmatch(ARGV[10], '%d+') do users[#users + 1] = user end
if #users == 0 then return {} end
local connected = redis.call('HMGET', KEYS[3], unpack(users))

for i, user in ipairs(users) do
  local key = prefix .. user
  local length = 0
  if depth < 0 or not redis.call('LPOS', key, id, 'RANK', -1, 'MAXLEN', depth) then
    length = redis.call('RPUSHX', key, id)
  end
  local online = connected[i]
  if length > 0 and (online or length > MAX + 1) then
    local header = redis.call('LINDEX', key, 0)
    local position = online and positionOf(header, length)
    if length > MAX + 1 then cut(key, header, length) end
    if online then
      for gateway in string.gmatch(online, '[^,]+') do add(gateway, own[user] or ARGV[7], user, position) end
    end
  end
end

local silent = {}
for gateway, frames in pairs(gateways) do
  local subscribers = 0
  for frame, list in pairs(frames) do
    -- A `feed` message, see lib/delivery/message.ts.
    subscribers = redis.call('PUBLISH', ARGV[4] .. gateway, 'feed\n' .. table.concat(list, ' ') .. '\n' .. frame)
  end
  if subscribers == 0 then silent[#silent + 1] = gateway end
end
redis.call('SET', KEYS[2], '1', 'EX', ARGV[9])
return silent
