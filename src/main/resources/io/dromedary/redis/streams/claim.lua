-- Claims pending entries. Not XAUTOCLAIM, because that tells neither how often an entry was delivered
-- nor, before Redis 7, which pending entries have been deleted from the stream; those are acknowledged.
-- KEYS: stream. ARGV: group, claiming consumer, least idle milliseconds, first id, count, and
-- optionally the consumer whose entries alone are claimed.
-- Returns for each entry its id, how often it has been delivered, and its fields and values.
local pending
if ARGV[6] then
  pending = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[4], '+', ARGV[5], ARGV[6])
else
  pending = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[4], '+', ARGV[5])
end
local claimed = {}
for _, candidate in ipairs(pending) do
  local entry = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], candidate[1])[1]
  if entry then
    claimed[#claimed + 1] = {entry[1], tostring(candidate[4] + 1), entry[2]}
  else
    redis.call('XACK', KEYS[1], ARGV[1], candidate[1])
  end
end
return claimed
