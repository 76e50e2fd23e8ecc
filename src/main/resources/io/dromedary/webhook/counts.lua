-- For each webhook, how many deliveries wait and how many are dead. ARGV: webhooks; none for the sum
-- of all.
local webhooks = ARGV
local sum = #ARGV == 0
if sum then
  webhooks = redis.call('SMEMBERS', prefix .. ':known')
end
local counts = {}
local pending, dead = 0, 0
for _, webhook in ipairs(webhooks) do
  local waiting, died = redis.call('LLEN', key('queue', webhook)), redis.call('ZCARD', key('dead', webhook))
  pending, dead = pending + waiting, dead + died
  if not sum then
    counts[#counts + 1] = waiting
    counts[#counts + 1] = died
  end
end
if sum then
  return {pending, dead}
end
return counts
