-- Adds jobs. A job that is there already (the caller tries again after a lost reply) is left as it is. With an idempotency key the caller may
-- try again under another id: while the key is remembered, the first job submitted with it stands for all others, even when it is gone again.
--
-- ARGV[2...]  per job: id, priority, due time ('' for now, ms since 1970, or '+' and ms from now), idempotency key ('' for none, otherwise 64
--             hex digits that tell what was submitted, then the key), how many arguments follow for this job, then names and values of its fields
-- Returns how many jobs were new, then the time in ms, then three values for each job that another stands for: its id, the id of the other, when
-- the other was taken in ms. '' as the id of the other: its key was used to submit something else, and the job was not taken.
local day = 24 * 60 * 60 * 1000
local first_of, id_of, due_of, is_new, keys, reply, ready = {}, {}, {}, {}, {}, { 0, int(now) }, 0

-- What is remembered under a key: '0' until the job is there, then '1'; what was submitted; when; the job's id.
local function remember(key, done, content, time, id)
  redis.call('SET', key, done .. ' ' .. content .. ' ' .. time .. ' ' .. id, 'PX', day)
end

-- The id that a job with an idempotency key goes by; nil when there is nothing left to do for it.
local function resolve(id, idempotency)
  local key, content = base .. 'idem:' .. string.sub(idempotency, 65), string.sub(idempotency, 1, 64)
  local earlier = redis.call('GET', key)
  if not earlier then
    remember(key, '0', content, int(now), id)
  else
    local done, submitted, time, holder = string.match(earlier, '^(%d) (%x+) (%d+) (.+)$')
    local same = submitted == content
    if holder ~= id or not same then
      local n = #reply
      reply[n + 1], reply[n + 2], reply[n + 3] = id, same and holder or '', time
    end
    if done == '1' or not same then
      return nil
    end
    id = holder
  end
  keys[#keys + 1] = { key, content, id }
  return id
end

local first, last = 2, #ARGV
while first <= last do
  local id, text, idempotency = ARGV[first], ARGV[first + 2], ARGV[first + 3]
  if idempotency ~= '' then
    id = resolve(id, idempotency)
  end
  if id and not is_new[id] and redis.call('EXISTS', job_key(id)) == 0 then
    local due = now
    if text ~= '' then
      due = tonumber(text)
      if string.sub(text, 1, 1) == '+' then
        due = now + due
      end
    end
    local n = #first_of + 1
    first_of[n], id_of[n], due_of[n], is_new[id] = first, id, due, true
    if due <= now then
      ready = ready + 1
    end
  end
  first = first + 5 + tonumber(ARGV[first + 4])
end
local waiting, delayed = {}, {}
local sequence = take_sequence(ready)
for i, id in ipairs(id_of) do
  if due_of[i] > now then
    delayed[#delayed + 1] = int(due_of[i])
    delayed[#delayed + 1] = id
  else
    sequence = sequence + 1
    local n = #waiting
    waiting[n + 1], waiting[n + 2] = waiting_score(ARGV[first_of[i] + 1], sequence), id
  end
end
call_many('ZADD', base .. 'waiting', waiting)
call_many('ZADD', base .. 'delayed', delayed)
local time = int(now)
for i, at in ipairs(first_of) do
  local delay = due_of[i] > now
  redis.call('HSET', job_key(id_of[i]), 'state', delay and 'scheduled' or 'queued', 'priority', ARGV[at + 1], 'createdAt', time,
    'readyAt', delay and int(due_of[i]) or time, unpack(ARGV, at + 5, at + 4 + tonumber(ARGV[at + 4])))
end
for _, key in ipairs(keys) do
  remember(key[1], '1', key[2], redis.call('HGET', job_key(key[3]), 'createdAt'), key[3])
end
ring(ready)
reply[1] = #first_of
return reply
