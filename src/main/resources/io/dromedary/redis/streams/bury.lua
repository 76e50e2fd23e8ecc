-- Moves an entry that cannot be processed to the dead stream and acknowledges it, both or neither, and
-- not twice.
-- KEYS: stream, dead stream. ARGV: group, id, then the fields and values of the dead entry.
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then
  return ''
end
return redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
