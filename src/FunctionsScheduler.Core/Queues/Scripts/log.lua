-- Reads a job's log.
--
-- ARGV[2]  id
-- Returns its lines, oldest first.
return redis.call('LRANGE', base .. 'log:' .. ARGV[2], 0, -1)
