-- Dead letters, the last that died first: number, delivery and reason of each.
-- ARGV: webhook, the number to stay below, how many.
local found = {}
local page = redis.call('ZREVRANGEBYSCORE', key('dead', ARGV[1]), ARGV[2], '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3])
for index = 1, #page, 2 do
  found[#found + 1] = page[index + 1]
  found[#found + 1] = redis.call('HGET', key('letters', ARGV[1]), page[index])
  found[#found + 1] = redis.call('HGET', key('reasons', ARGV[1]), page[index])
end
return found
