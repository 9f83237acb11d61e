-- Brings the number of tickets back to the number of waiting jobs. A surplus goes at once. A deficit may be tickets that a trigger has just
-- taken and will claim for, so only what was missing at the last look too is added.
-- Then writes down how many jobs come due within a minute, for autoscalers that start workers ahead: as the length of a list, which is what
-- they can read. More than 1,000 would tell them nothing new.
--
-- ARGV[2]  the deficit at the caller's last look
-- Returns the deficit found, then how many tickets were added.
local deficit = trim_tickets()
local added = math.max(0, math.min(deficit, tonumber(ARGV[2])))
ring(added)

local due = paused() and 0 or math.min(1000, redis.call('ZCOUNT', base .. 'delayed', '-inf', int(now + 60000)))
local noted = redis.call('LLEN', base .. 'due')
if noted > due and due == 0 then
  redis.call('DEL', base .. 'due')
elseif noted > due then
  redis.call('LTRIM', base .. 'due', 0, int(due - 1))
elseif noted < due then
  append(base .. 'due', due - noted)
end
return { math.max(0, deficit), added }
