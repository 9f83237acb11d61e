-- Notes the progress of a running job and adds lines to its log.
--
-- ARGV[2]  id
-- ARGV[3]  fencing token
-- ARGV[4]  progress from 0 to 100, or '' for no news
-- ARGV[5]  how many lines the log keeps
-- ARGV[6...]  lines
-- Returns 1, or 0 when the job is no longer the caller's.
local job = redis.call('HMGET', job_key(ARGV[2]), 'state', 'token')
if job[1] ~= 'running' or job[2] ~= ARGV[3] then
  return 0
end
if ARGV[4] ~= '' then
  redis.call('HSET', job_key(ARGV[2]), 'progress', ARGV[4])
end
if #ARGV > 5 then
  local log = base .. 'log:' .. ARGV[2]
  local lines = {}
  for i = 6, #ARGV do
    lines[#lines + 1] = ARGV[i]
  end
  call_many('RPUSH', log, lines)
  redis.call('LTRIM', log, '-' .. ARGV[5], -1)
end
return 1
