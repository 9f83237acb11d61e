-- Makes jobs ready again that have failed or were cancelled, or that wait for a later time: now, with all their attempts before them.
--
-- ARGV[2...]  ids
-- Returns per id the state the job was in: it is ready now if that was 'failed', 'cancelled', 'scheduled' or 'retrying'; '' for an unknown one.
local ids = {}
for i = 2, #ARGV do
  ids[i - 1] = ARGV[i]
end
return requeue(ids, { failed = true, cancelled = true, scheduled = true, retrying = true })
