-- Forgets finished jobs whose time of keeping is over.
--
-- ARGV[2]  'succeeded', 'failed' or 'cancelled'
-- ARGV[3]  how long such jobs are kept, in ms
-- ARGV[4]  how many at most
-- Returns how many were looked at: as many as asked for means there may be more.
local index = base .. ARGV[2]
local old = redis.call('ZRANGEBYSCORE', index, '-inf', int(now - tonumber(ARGV[3])), 'LIMIT', 0, ARGV[4])
for _, id in ipairs(old) do
  if redis.call('HGET', job_key(id), 'state') == ARGV[2] then
    forget(id)
  end
end
call_many('ZREM', index, old)
return #old
