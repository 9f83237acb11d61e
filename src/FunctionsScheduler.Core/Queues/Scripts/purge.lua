-- Forgets the jobs of an index, the oldest first, with their logs and artifacts.
--
-- ARGV[2]  the state of the jobs to forget: queued, scheduled, retrying, succeeded, failed or cancelled
-- ARGV[3]  how many at most
-- ARGV[4]  how many to skip: those of the same index found to be in another state
-- Returns how many were looked at (as many as asked for means there may be more), then how many of them were kept.
local index = base .. indexes[ARGV[2]]
local skip = tonumber(ARGV[4])
local found = redis.call('ZRANGE', index, int(skip), int(skip + tonumber(ARGV[3]) - 1))
local gone = {}
for _, id in ipairs(found) do
  local state = redis.call('HGET', job_key(id), 'state')
  if not state or state == ARGV[2] then
    forget(id)
    gone[#gone + 1] = id
  end
end
call_many('ZREM', index, gone)
trim_tickets()
return { #found, #found - #gone }
