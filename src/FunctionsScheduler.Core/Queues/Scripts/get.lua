-- Reads jobs.
--
-- ARGV[2...]  ids
-- Returns for each id the names and values of its fields; nothing for an unknown one.
local reply = {}
for i = 2, #ARGV do
  reply[#reply + 1] = redis.call('HGETALL', job_key(ARGV[i]))
end
return reply
