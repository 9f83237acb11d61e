-- Forgets jobs that do not run, with their logs and artifacts.
--
-- ARGV[2...]  ids
-- Returns per id 1 if it is forgotten, 0 if it runs, -1 if it is unknown.
local reply, news = {}, {}
for i = 2, #ARGV do
  local id = ARGV[i]
  local state = redis.call('HGET', job_key(id), 'state')
  if indexes[state] then
    -- Without its hash, a job in an index is dropped at the next look.
    forget(id)
    redis.call('ZREM', base .. indexes[state], id)
    news[#news + 1] = 'deleted ' .. id
  end
  reply[#reply + 1] = indexes[state] and 1 or (state and 0 or -1)
end
trim_tickets()
if #news > 0 then
  redis.call('PUBLISH', base .. 'events', table.concat(news, '\n'))
end
return reply
