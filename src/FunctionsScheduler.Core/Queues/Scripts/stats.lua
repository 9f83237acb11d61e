-- Counts a queue's jobs.
--
-- Returns the lengths of ready (tickets), waiting, delayed, running, succeeded, failed and cancelled; then since when the longest waiting
-- job has been ready, in ms since 1970, or 0 when none waits; then the server's time in ms; then 1 if the queue is paused.
local oldest = 0
for priority = 0, 9 do
  local first = redis.call('ZRANGEBYSCORE', base .. 'waiting', waiting_score(priority, 0), '(' .. waiting_score(priority - 1, 0), 'LIMIT', 0, 1)[1]
  local ready = first and tonumber(redis.call('HGET', job_key(first), 'readyAt'))
  if ready and (oldest == 0 or ready < oldest) then
    oldest = ready
  end
end
local reply = { redis.call('LLEN', base .. 'ready') }
for _, index in ipairs({ 'waiting', 'delayed', 'running', 'succeeded', 'failed', 'cancelled' }) do
  reply[#reply + 1] = redis.call('ZCARD', base .. index)
end
reply[#reply + 1] = int(oldest)
reply[#reply + 1] = int(now)
reply[#reply + 1] = paused() and 1 or 0
return reply
