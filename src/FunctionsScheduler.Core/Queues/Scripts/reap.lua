-- Takes back jobs whose lease has expired: their worker is gone. That counts as an attempt. A job with attempts left waits again at its old
-- place, one without is a dead letter. The fencing token moves on, so that the lost worker's outcome is refused, should it still come.
--
-- ARGV[2]  how many at most
-- ARGV[3]  the error to record, as JSON
-- Returns two values a job: id, its new state. As many jobs as asked for means there may be more.
local expired = redis.call('ZRANGEBYSCORE', base .. 'running', '-inf', int(now), 'LIMIT', 0, ARGV[2])
local lost, waiting, failed, reply = {}, {}, {}, {}
local time = int(now)
for _, id in ipairs(expired) do
  local job = redis.call('HMGET', job_key(id), 'state', 'token', 'attempt', 'spec', 'score')
  if job[1] == 'running' then
    local dead = tonumber(job[3]) >= max_attempts(job[4])
    local home = dead and failed or waiting
    home[#home + 1] = dead and time or job[5]
    home[#home + 1] = id
    lost[#lost + 1] = { id, int(tonumber(job[2]) + 1), dead }
  end
end
call_many('ZADD', base .. 'waiting', waiting)
call_many('ZADD', base .. 'failed', failed)
local news = {}
for _, job in ipairs(lost) do
  local id, dead = job[1], job[3]
  local state = dead and 'failed' or 'queued'
  if dead then
    redis.call('HSET', job_key(id), 'state', state, 'token', job[2], 'error', ARGV[3], 'finishedAt', time)
  else
    redis.call('HSET', job_key(id), 'state', state, 'token', job[2], 'error', ARGV[3], 'readyAt', time)
  end
  news[#news + 1] = state .. ' ' .. id
  reply[#reply + 1] = id
  reply[#reply + 1] = state
end
call_many('ZREM', base .. 'running', expired)
ring(#waiting / 2)
if #news > 0 then
  redis.call('PUBLISH', base .. 'events', table.concat(news, '\n'))
end
return reply
