-- What every script begins with.
--
-- KEYS[1]  the queue's control hash. It routes the script to the queue's slot, and on Garnet, which locks the keys a script
--          declares, it makes the scripts of one queue run one at a time. All other keys of the queue are named from it, and no
--          command outside a script touches them, tickets excepted.
-- ARGV[1]  the time in ms since 1970, or '' for the server's own.
--
-- Order of effects, in every script: the new index first, then the job's hash, then the old index, then tickets. So after any
-- prefix of a script's effects the index that belongs to the state in a job's hash holds the job, and a job found in any other
-- index is there by mistake and leaves it at the next look.
local control = KEYS[1]
local base = string.sub(control, 1, -8)
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- A whole number as text. Lua 5.1 turns large ones into 1e+15, Lua 5.4 turns them into 1.0e+15.
local function int(number)
  return string.format('%.0f', number)
end

local function job_key(id)
  return base .. 'job:' .. id
end

-- Calls a command with any number of trailing arguments; Lua cannot unpack more than some thousands at once.
local function call_many(command, key, arguments)
  for first = 1, #arguments, 1000 do
    redis.call(command, key, unpack(arguments, first, math.min(first + 999, #arguments)))
  end
end

-- Lets the script write although Redis has no memory left: it refuses what takes memory only to scripts that have not written yet. For what
-- must not fail: a running job keeps its lease and records its outcome, so no job runs twice because the store is full.
local function write_when_full()
  redis.call('HDEL', control, 'none')
end

-- Scores of the waiting set: priority 9 first, then in the order of becoming ready. 2^49 leaves room for 5.6e14 jobs a priority.
local function take_sequence(count)
  return tonumber(redis.call('HINCRBY', control, 'sequence', int(count))) - count
end

local function waiting_score(priority, sequence)
  return int((9 - tonumber(priority)) * 562949953421312 + sequence)
end

local function paused()
  return redis.call('HEXISTS', control, 'paused') == 1
end

-- Lengthens a list of which only the length matters.
local function append(key, count)
  local entries = {}
  for i = 1, count do
    entries[i] = '1'
  end
  call_many('RPUSH', key, entries)
end

-- Announces jobs that became ready: a ticket each for list triggers and autoscalers, and one message for pumps that sleep.
local function ring(count)
  if count == 0 or paused() then
    return
  end
  append(base .. 'ready', count)
  redis.call('PUBLISH', base .. 'wake', int(count))
end

-- Takes away tickets that no waiting job stands behind any more, or all while the queue is paused. Returns how many there are too few.
local function trim_tickets()
  local waiting = paused() and 0 or redis.call('ZCARD', base .. 'waiting')
  local surplus = redis.call('LLEN', base .. 'ready') - waiting
  if surplus > 0 and waiting == 0 then
    redis.call('DEL', base .. 'ready')
  elseif surplus > 0 then
    -- From the right: Garnet copies the whole list to take from its left.
    redis.call('LTRIM', base .. 'ready', 0, int(waiting - 1))
  end
  return -surplus
end

-- The attempts a job has in all, from the second line of its specification.
local function max_attempts(spec)
  return tonumber(string.match(spec, '^[^\n]*\n(%d+)'))
end

-- The index a job of a state is in. (A running one is in 'running', but nothing but its outcome takes it from there.)
local indexes = {
  queued = 'waiting', scheduled = 'delayed', retrying = 'delayed', succeeded = 'succeeded', failed = 'failed', cancelled = 'cancelled',
}

-- Makes jobs ready that are in one of these states. Returns the states they were in.
local function requeue(ids, from)
  local states, found, waiting = {}, {}, {}
  for i, id in ipairs(ids) do
    local job = redis.call('HMGET', job_key(id), 'state', 'priority')
    states[i] = job[1] or ''
    if from[states[i]] then
      found[#found + 1] = { id, job[2], states[i] }
    end
  end
  local sequence = take_sequence(#found)
  for i, job in ipairs(found) do
    local n = #waiting
    waiting[n + 1], waiting[n + 2] = waiting_score(job[2], sequence + i), job[1]
  end
  call_many('ZADD', base .. 'waiting', waiting)
  for _, job in ipairs(found) do
    redis.call('HSET', job_key(job[1]), 'state', 'queued', 'attempt', '0', 'readyAt', int(now), 'finishedAt', '', 'cancel', '', 'progress', '0', 'error', '')
  end
  for _, job in ipairs(found) do
    redis.call('ZREM', base .. indexes[job[3]], job[1])
  end
  ring(#found)
  return states
end

-- Forgets a job and all that was kept with it.
local function forget(id)
  redis.call('DEL', base .. 'log:' .. id, base .. 'artifacts:' .. id, job_key(id))
end
