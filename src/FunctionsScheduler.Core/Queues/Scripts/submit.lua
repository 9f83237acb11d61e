-- Adds jobs. A job that is there already (the caller tries again after a lost reply) is left as it is.
--
-- ARGV[2...]  per job: id, priority, due time ('' for now, ms since 1970, or '+' and ms from now), how many arguments follow for this job,
--             then names and values of its fields
-- Returns how many jobs were new, then the time in ms.
local first_of, due_of, ready = {}, {}, 0
local first, last = 2, #ARGV
while first <= last do
  if redis.call('EXISTS', job_key(ARGV[first])) == 0 then
    local text = ARGV[first + 2]
    local due = now
    if text ~= '' then
      due = tonumber(text)
      if string.sub(text, 1, 1) == '+' then
        due = now + due
      end
    end
    local n = #first_of + 1
    first_of[n], due_of[n] = first, due
    if due <= now then
      ready = ready + 1
    end
  end
  first = first + 4 + tonumber(ARGV[first + 3])
end
local waiting, delayed = {}, {}
local sequence = take_sequence(ready)
for i, at in ipairs(first_of) do
  if due_of[i] > now then
    delayed[#delayed + 1] = int(due_of[i])
    delayed[#delayed + 1] = ARGV[at]
  else
    sequence = sequence + 1
    local n = #waiting
    waiting[n + 1], waiting[n + 2] = waiting_score(ARGV[at + 1], sequence), ARGV[at]
  end
end
call_many('ZADD', base .. 'waiting', waiting)
call_many('ZADD', base .. 'delayed', delayed)
local time = int(now)
for i, at in ipairs(first_of) do
  local delay = due_of[i] > now
  redis.call('HSET', job_key(ARGV[at]), 'state', delay and 'scheduled' or 'queued', 'priority', ARGV[at + 1], 'createdAt', time,
    'readyAt', delay and int(due_of[i]) or time, unpack(ARGV, at + 4, at + 3 + tonumber(ARGV[at + 3])))
end
ring(ready)
return { #first_of, time }
