-- Renews the leases of running jobs.
--
-- ARGV[2]  the lease in ms
-- ARGV[3...]  per job: id, fencing token
-- Returns 1 for each lease renewed, 2 for each renewed of a job that is called off, 0 for each job that is no longer the caller's.
write_when_full()
local leased, reply = {}, {}
local expiry = int(now + tonumber(ARGV[2]))
for first = 3, #ARGV, 2 do
  local job = redis.call('HMGET', job_key(ARGV[first]), 'state', 'token', 'cancel')
  local held = job[1] == 'running' and job[2] == ARGV[first + 1]
  reply[#reply + 1] = held and (job[3] == '1' and 2 or 1) or 0
  if held then
    leased[#leased + 1] = expiry
    leased[#leased + 1] = ARGV[first]
  end
end
call_many('ZADD', base .. 'running', leased)
return reply
