-- The first delivery of a queue and how often it has failed; nothing for an empty queue.
-- ARGV: webhook.
local item = redis.call('LINDEX', key('queue', ARGV[1]), 0)
if not item then
  redis.call('ZREM', prefix .. ':active', ARGV[1])
  return {}
end
return {item, redis.call('HGET', prefix .. ':failures', ARGV[1]) or '0'}
