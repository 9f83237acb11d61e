-- Makes dead letters ready again, the oldest first, with all their attempts before them.
--
-- ARGV[2]  how many at most
-- Returns how many were looked at: as many as asked for means there may be more.
local dead = redis.call('ZRANGE', base .. 'failed', 0, int(tonumber(ARGV[2]) - 1))
requeue(dead, { failed = true })
-- Those that another index is the home of do not belong here.
call_many('ZREM', base .. 'failed', dead)
return #dead
