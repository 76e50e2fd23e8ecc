-- Notes how an attempt has ended. Doing it again changes only the log.
-- ARGV: webhook, the delivery, its end (delivered, failed, dead or gone), when the next attempt may
-- begin, failures so far, the entry of the log, most of the log, reason, most dead letters, now.
-- Returns how many deliveries wait, and how many dead letters had to go.
local webhook, item, state = ARGV[1], ARGV[2], ARGV[3]
local queue = key('queue', webhook)
local lost = 0
if redis.call('LINDEX', queue, 0) ~= item then
  return {redis.call('LLEN', queue), 0}
end
redis.call('XADD', key('log', webhook), 'MAXLEN', ARGV[7], '*', 'attempt', ARGV[6])
if state == 'failed' then
  redis.call('HSET', prefix .. ':failures', webhook, ARGV[5])
  redis.call('ZADD', prefix .. ':active', ARGV[4], webhook)
  return {redis.call('LLEN', queue), 0}
end
redis.call('HDEL', prefix .. ':failures', webhook)
redis.call('LPOP', queue)
if state ~= 'delivered' then
  lost = bury(webhook, item, ARGV[8], tonumber(ARGV[9]))
end
if state == 'gone' then
  redis.call('SADD', prefix .. ':gone', webhook)
  local rest = redis.call('LPOP', queue)
  while rest do
    lost = lost + bury(webhook, rest, ARGV[8], tonumber(ARGV[9]))
    rest = redis.call('LPOP', queue)
  end
end
local left = redis.call('LLEN', queue)
if left == 0 then
  redis.call('ZREM', prefix .. ':active', webhook)
else
  redis.call('ZADD', prefix .. ':active', ARGV[10], webhook)
end
return {left, lost}
