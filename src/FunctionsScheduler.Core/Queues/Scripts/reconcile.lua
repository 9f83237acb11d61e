-- Brings the number of tickets back to the number of waiting jobs. A surplus goes at once. A deficit may be tickets that a trigger has just
-- taken and will claim for, so only what was missing at the last look too is added.
--
-- ARGV[2]  the deficit at the caller's last look
-- Returns the deficit found, then how many tickets were added.
local deficit = trim_tickets()
local added = math.max(0, math.min(deficit, tonumber(ARGV[2])))
ring(added)
return { math.max(0, deficit), added }
