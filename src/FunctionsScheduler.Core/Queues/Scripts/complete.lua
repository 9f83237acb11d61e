-- Records how attempts ended. An outcome whose token is no longer the job's own is refused; the same outcome told twice counts once.
--
-- ARGV[2...]  per outcome: id, fencing token, kind, value, delay in ms.
--   kind 'succeeded'  value is the result
--   kind 'failed'     value is the error; a dead letter
--   kind 'retrying'   value is the error; due again after the delay
--   kind 'queued'     given back unfinished: waits at its old place, the attempt does not count
--   kind 'cancelled'  stopped because it was called off
-- A job that was called off while it ran does not run again: 'retrying' and 'queued' become 'cancelled'.
-- Returns 1 for each outcome recorded, 0 for each refused.
write_when_full()
local homes = { succeeded = {}, failed = {}, retrying = {}, queued = {}, cancelled = {} }
local reply, accepted, kinds, attempts, leaving, settled = {}, {}, {}, {}, {}, {}
local time = int(now)
for first = 2, #ARGV, 5 do
  local id, kind = ARGV[first], ARGV[first + 2]
  local job = redis.call('HMGET', job_key(id), 'state', 'token', 'attempt', 'score', 'cancel')
  local mine = job[2] == ARGV[first + 1]
  reply[#reply + 1] = mine and 1 or 0
  if mine and job[1] == 'running' and not settled[id] then
    settled[id] = true
    if job[5] == '1' and (kind == 'retrying' or kind == 'queued') then
      kind = 'cancelled'
    end
    local n = #accepted + 1
    accepted[n], kinds[n], attempts[n], leaving[n] = first, kind, job[3], id
    local score = time
    if kind == 'retrying' then
      score = int(now + tonumber(ARGV[first + 4]))
    elseif kind == 'queued' then
      score = job[4]
    end
    local home = homes[kind]
    n = #home
    home[n + 1], home[n + 2] = score, id
  end
end
call_many('ZADD', base .. 'succeeded', homes.succeeded)
call_many('ZADD', base .. 'failed', homes.failed)
call_many('ZADD', base .. 'delayed', homes.retrying)
call_many('ZADD', base .. 'waiting', homes.queued)
call_many('ZADD', base .. 'cancelled', homes.cancelled)
local news = {}
for i, first in ipairs(accepted) do
  local job, kind, value = job_key(ARGV[first]), kinds[i], ARGV[first + 3]
  if kind == 'succeeded' then
    if attempts[i] == '1' then
      redis.call('HSET', job, 'state', kind, 'result', value, 'finishedAt', time)
    else
      redis.call('HSET', job, 'state', kind, 'result', value, 'finishedAt', time, 'error', '')
    end
  elseif kind == 'failed' then
    redis.call('HSET', job, 'state', kind, 'error', value, 'finishedAt', time)
  elseif kind == 'retrying' then
    redis.call('HSET', job, 'state', kind, 'error', value, 'readyAt', int(now + tonumber(ARGV[first + 4])), 'progress', '0')
  elseif kind == 'cancelled' then
    redis.call('HSET', job, 'state', kind, 'finishedAt', time)
  else
    redis.call('HSET', job, 'state', kind, 'attempt', int(tonumber(attempts[i]) - 1), 'readyAt', time, 'progress', '0')
  end
  news[i] = kind .. ' ' .. ARGV[first]
end
call_many('ZREM', base .. 'running', leaving)
ring(#homes.queued / 2)
if #news > 0 then
  redis.call('PUBLISH', base .. 'events', table.concat(news, '\n'))
end
return reply
