-- Takes back jobs whose lease has expired: their worker is gone. That counts as an attempt. A job with attempts left waits again at its old
-- place, one without is a dead letter, one that was called off is cancelled. The fencing token moves on, so that the lost worker's outcome
-- is refused, should it still come.
--
-- ARGV[2]  how many at most
-- ARGV[3]  the error to record, as JSON
-- Returns two values a job: id, its new state. As many jobs as asked for means there may be more.
local expired = redis.call('ZRANGEBYSCORE', base .. 'running', '-inf', int(now), 'LIMIT', 0, ARGV[2])
local lost, homes, reply = {}, { queued = {}, failed = {}, cancelled = {} }, {}
local time = int(now)
for _, id in ipairs(expired) do
  local job = redis.call('HMGET', job_key(id), 'state', 'token', 'attempt', 'spec', 'score', 'cancel')
  if job[1] == 'running' then
    local state = 'queued'
    if job[6] == '1' then
      state = 'cancelled'
    elseif tonumber(job[3]) >= max_attempts(job[4]) then
      state = 'failed'
    end
    local home = homes[state]
    home[#home + 1] = state == 'queued' and job[5] or time
    home[#home + 1] = id
    lost[#lost + 1] = { id, int(tonumber(job[2]) + 1), state }
  end
end
call_many('ZADD', base .. 'waiting', homes.queued)
call_many('ZADD', base .. 'failed', homes.failed)
call_many('ZADD', base .. 'cancelled', homes.cancelled)
local news = {}
for _, job in ipairs(lost) do
  local id, state = job[1], job[3]
  if state == 'queued' then
    redis.call('HSET', job_key(id), 'state', state, 'token', job[2], 'error', ARGV[3], 'readyAt', time, 'progress', '0')
  else
    redis.call('HSET', job_key(id), 'state', state, 'token', job[2], 'error', ARGV[3], 'finishedAt', time)
  end
  news[#news + 1] = state .. ' ' .. id
  reply[#reply + 1] = id
  reply[#reply + 1] = state
end
call_many('ZREM', base .. 'running', expired)
ring(#homes.queued / 2)
if #news > 0 then
  redis.call('PUBLISH', base .. 'events', table.concat(news, '\n'))
end
return reply
