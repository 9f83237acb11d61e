-- Calls a job off. One that waits is cancelled at once. A running one is asked to stop: its worker is told by the wake channel, or else with
-- its next heartbeat; should it finish first, its outcome counts.
--
-- ARGV[2]  id
-- Returns the job's state, or 'cancelling' for a running job that was asked to stop; '' for an unknown one.
local id = ARGV[2]
local state = redis.call('HGET', job_key(id), 'state')
if state == 'running' then
  redis.call('HSET', job_key(id), 'cancel', '1')
  redis.call('PUBLISH', base .. 'wake', 'cancel ' .. id)
  return 'cancelling'
elseif state ~= 'queued' and state ~= 'scheduled' and state ~= 'retrying' then
  return state or ''
end
redis.call('ZADD', base .. 'cancelled', int(now), id)
redis.call('HSET', job_key(id), 'state', 'cancelled', 'finishedAt', int(now))
redis.call('ZREM', base .. (state == 'queued' and 'waiting' or 'delayed'), id)
trim_tickets()
redis.call('PUBLISH', base .. 'events', 'cancelled ' .. id)
return 'cancelled'
