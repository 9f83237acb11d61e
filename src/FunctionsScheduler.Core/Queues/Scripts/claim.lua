-- Claims waiting jobs under a lease, in order of priority, then of becoming ready.
--
-- ARGV[2]  how many at most
-- ARGV[3]  the lease in ms
-- ARGV[4]  the claiming worker
-- The fencing token is the time, or one more than the last: so it is new even when a failover lost the last claim.
-- Returns six values a job: id, fencing token, attempt, specification, payload, time of becoming ready in ms.
if paused() then
  return {}
end
local found = redis.call('ZRANGE', base .. 'waiting', 0, int(tonumber(ARGV[2]) - 1), 'WITHSCORES')
if #found == 0 then
  trim_tickets()
  return {}
end
local leased, left, scores, reply = {}, {}, {}, {}
local expiry = int(now + tonumber(ARGV[3]))
local time = int(now)
for i = 1, #found, 2 do
  local id = found[i]
  left[#left + 1] = id
  local job = redis.call('HMGET', job_key(id), 'state', 'token', 'attempt', 'spec', 'payload', 'readyAt')
  if job[1] == 'queued' then
    local n = #leased
    leased[n + 1], leased[n + 2] = expiry, id
    scores[#scores + 1] = found[i + 1]
    n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3] = id, int(math.max((tonumber(job[2]) or 0) + 1, now)), (tonumber(job[3]) or 0) + 1
    reply[n + 4], reply[n + 5], reply[n + 6] = job[4], job[5], job[6]
  end
end
call_many('ZADD', base .. 'running', leased)
for i, score in ipairs(scores) do
  local at = i * 6
  redis.call('HSET', job_key(reply[at - 5]), 'state', 'running', 'token', reply[at - 4], 'attempt', reply[at - 3], 'score', score,
    'startedAt', time, 'worker', ARGV[4])
end
call_many('ZREM', base .. 'waiting', left)
trim_tickets()
return reply
