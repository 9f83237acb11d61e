-- Claims waiting jobs under a lease, in order of priority, then of becoming ready.
--
-- ARGV[2]  how many at most
-- ARGV[3]  the lease in ms
-- ARGV[4]  the claiming worker
-- Returns eleven values a job: id, type, payload, fencing token, attempt, attempts allowed, timeout in ms, retry policy, trace parent,
-- creation time and time of becoming ready in ms.
if redis.call('HEXISTS', control, 'paused') == 1 then
  return {}
end
local found = redis.call('ZRANGE', base .. 'waiting', 0, int(tonumber(ARGV[2]) - 1), 'WITHSCORES')
if #found == 0 then
  trim_tickets()
  return {}
end
local leased, left, updates, reply = {}, {}, {}, {}
local expiry = int(now + tonumber(ARGV[3]))
local time = int(now)
for i = 1, #found, 2 do
  local id = found[i]
  left[#left + 1] = id
  local job = redis.call('HMGET', job_key(id), 'state', 'type', 'payload', 'token', 'attempt', 'maxAttempts', 'timeoutMs', 'retry',
    'trace', 'createdAt', 'readyAt')
  if job[1] == 'queued' then
    leased[#leased + 1] = expiry
    leased[#leased + 1] = id
    local token = int((tonumber(job[4]) or 0) + 1)
    local attempt = int((tonumber(job[5]) or 0) + 1)
    updates[#updates + 1] = { id, token, attempt, found[i + 1] }
    local n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3], reply[n + 4], reply[n + 5] = id, job[2], job[3], token, attempt
    reply[n + 6], reply[n + 7], reply[n + 8], reply[n + 9], reply[n + 10], reply[n + 11] = job[6], job[7], job[8], job[9], job[10], job[11]
  end
end
call_many('ZADD', base .. 'running', leased)
for _, update in ipairs(updates) do
  redis.call('HSET', job_key(update[1]), 'state', 'running', 'token', update[2], 'attempt', update[3], 'score', update[4],
    'startedAt', time, 'worker', ARGV[4])
end
call_many('ZREM', base .. 'waiting', left)
trim_tickets()
return reply
