-- Pauses or resumes a queue. A paused queue takes jobs but gives none to workers, and shows autoscalers no tickets.
--
-- ARGV[2]  '1' to pause, '0' to resume
-- Returns nothing of use.
if ARGV[2] == '1' then
  redis.call('HSET', control, 'paused', '1')
  trim_tickets()
else
  redis.call('HDEL', control, 'paused')
  ring(math.max(0, trim_tickets()))
end
return 1
