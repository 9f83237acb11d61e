-- Adds jobs. A job that is there already (the caller tries again after a lost reply) is left as it is.
--
-- ARGV[2...]  per job: id, priority, due time ('' for now, ms since 1970, or '+' and ms from now), how many arguments follow for this job,
--             then names and values of its fields
-- Returns how many jobs were new.
local fresh, waiting, delayed, ready = {}, {}, {}, 0
local first = 2
while first <= #ARGV do
  local id, due, count = ARGV[first], ARGV[first + 2], tonumber(ARGV[first + 3])
  if redis.call('EXISTS', job_key(id)) == 0 then
    local at = tonumber(due) or now
    if string.sub(due, 1, 1) == '+' then
      at = now + at
    end
    fresh[#fresh + 1] = { first, count, math.max(at, now) }
    ready = ready + (at > now and 0 or 1)
  end
  first = first + 4 + count
end
local sequence = take_sequence(ready)
for _, job in ipairs(fresh) do
  local at = job[1]
  if job[3] > now then
    delayed[#delayed + 1] = int(job[3])
    delayed[#delayed + 1] = ARGV[at]
  else
    sequence = sequence + 1
    waiting[#waiting + 1] = waiting_score(ARGV[at + 1], sequence)
    waiting[#waiting + 1] = ARGV[at]
  end
end
call_many('ZADD', base .. 'waiting', waiting)
call_many('ZADD', base .. 'delayed', delayed)
local time = int(now)
for _, job in ipairs(fresh) do
  local at = job[1]
  redis.call('HSET', job_key(ARGV[at]), 'state', job[3] > now and 'scheduled' or 'queued', 'priority', ARGV[at + 1], 'createdAt', time,
    'readyAt', int(job[3]), unpack(ARGV, at + 4, at + 3 + job[2]))
end
ring(ready)
return #fresh
