-- What the scripts share. All keys have the hash tag of KEYS[1], so that they are in one slot:
--   {webhooks}:position        how far the outcomes are in the queues
--   {webhooks}:active          webhooks with deliveries that wait, by the time of the next attempt
--   {webhooks}:known           webhooks that have any of the keys below
--   {webhooks}:failures        failed attempts of the first delivery of each queue
--   {webhooks}:gone            webhooks whose receiver has said that it is gone
--   {webhooks}:<id>:queue      deliveries in order, each its id, a blank and its JSON
--   {webhooks}:<id>:log        a stream of attempts
--   {webhooks}:<id>:dead       ids of dead letters in the order in which they died
--   {webhooks}:<id>:letters    what they are      {webhooks}:<id>:reasons    why they died
local prefix = KEYS[1]

local function key(kind, webhook)
  return prefix .. ':' .. webhook .. ':' .. kind
end

local function split(item)
  local blank = string.find(item, ' ', 1, true)
  return string.sub(item, 1, blank - 1), string.sub(item, blank + 1)
end

-- Puts a delivery among the dead letters; returns how many old ones had to go for it.
local function bury(webhook, item, reason, limit)
  local id, delivery = split(item)
  local dead = key('dead', webhook)
  redis.call('ZADD', dead, redis.call('INCR', prefix .. ':deaths'), id)
  redis.call('HSET', key('letters', webhook), id, delivery)
  redis.call('HSET', key('reasons', webhook), id, reason)
  local surplus = redis.call('ZCARD', dead) - limit
  if surplus <= 0 then
    return 0
  end
  for _, old in ipairs(redis.call('ZRANGE', dead, 0, surplus - 1)) do
    redis.call('ZREM', dead, old)
    redis.call('HDEL', key('letters', webhook), old)
    redis.call('HDEL', key('reasons', webhook), old)
  end
  return surplus
end
