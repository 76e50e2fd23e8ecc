-- Puts dead letters at the end of the queue again, in the order in which they died.
-- ARGV: webhook, now, whether all; then their ids. Returns how many.
local webhook = ARGV[1]
local wanted = {}
for index = 4, #ARGV do
  wanted[ARGV[index]] = true
end
local replayed = 0
for _, id in ipairs(redis.call('ZRANGE', key('dead', webhook), 0, -1)) do
  if ARGV[3] == 'true' or wanted[id] then
    redis.call('RPUSH', key('queue', webhook), id .. ' ' .. redis.call('HGET', key('letters', webhook), id))
    redis.call('ZREM', key('dead', webhook), id)
    redis.call('HDEL', key('letters', webhook), id)
    redis.call('HDEL', key('reasons', webhook), id)
    replayed = replayed + 1
  end
end
redis.call('SREM', prefix .. ':gone', webhook)
if replayed > 0 then
  redis.call('ZADD', prefix .. ':active', 'NX', ARGV[2], webhook)
end
return replayed
