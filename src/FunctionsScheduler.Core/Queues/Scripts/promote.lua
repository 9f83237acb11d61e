-- Makes delayed jobs ready that have come due.
--
-- ARGV[2]  how many at most
-- Returns how many were looked at: as many as asked for means there may be more.
local due = redis.call('ZRANGEBYSCORE', base .. 'delayed', '-inf', int(now), 'LIMIT', 0, ARGV[2])
local promoted, priorities = {}, {}
for _, id in ipairs(due) do
  local job = redis.call('HMGET', job_key(id), 'state', 'priority')
  if job[1] == 'scheduled' or job[1] == 'retrying' then
    promoted[#promoted + 1] = id
    priorities[#priorities + 1] = job[2]
  end
end
local waiting = {}
if #promoted > 0 then
  local sequence = take_sequence(#promoted)
  for i, id in ipairs(promoted) do
    waiting[#waiting + 1] = waiting_score(priorities[i], sequence + i)
    waiting[#waiting + 1] = id
  end
end
call_many('ZADD', base .. 'waiting', waiting)
for _, id in ipairs(promoted) do
  redis.call('HSET', job_key(id), 'state', 'queued')
end
call_many('ZREM', base .. 'delayed', due)
ring(#promoted)
return #due
