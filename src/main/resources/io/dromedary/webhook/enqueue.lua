-- Puts deliveries into their queues and notes how far the outcomes are.
-- ARGV: position, now, most of a queue, most dead letters, reason if the queue is full, reason if the
-- receiver is gone; then for each delivery its webhook and itself. Returns how many died, and how
-- many dead letters had to go.
local died = 0
local lost = 0
for index = 7, #ARGV, 2 do
  local webhook, item = ARGV[index], ARGV[index + 1]
  local reason
  if redis.call('SISMEMBER', prefix .. ':gone', webhook) == 1 then
    reason = ARGV[6]
  elseif redis.call('LLEN', key('queue', webhook)) >= tonumber(ARGV[3]) then
    reason = ARGV[5]
  end
  redis.call('SADD', prefix .. ':known', webhook)
  if reason then
    died = died + 1
    lost = lost + bury(webhook, item, reason, tonumber(ARGV[4]))
  else
    redis.call('RPUSH', key('queue', webhook), item)
    redis.call('ZADD', prefix .. ':active', 'NX', ARGV[2], webhook)
  end
end
redis.call('SET', prefix .. ':position', ARGV[1])
return {died, lost}
