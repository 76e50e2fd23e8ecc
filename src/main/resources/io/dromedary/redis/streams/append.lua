-- Adds a list of entries in order and stops at the first that Redis refuses, so that what is in the
-- stream afterwards is always a beginning of the list.
-- KEYS: stream. ARGV: '1' to skip ids that are not larger than the last, number of trimming words,
-- those words, then for each entry its id, the number of its words, and its fields and values.
-- Returns the ids, how many were skipped, and the refusal or ''.
local arguments = #ARGV
local trimming = tonumber(ARGV[2])
local position = 3 + trimming
local ids, skipped = {}, 0
while position <= arguments do
  local id, words = ARGV[position], tonumber(ARGV[position + 1])
  local command = {'XADD', KEYS[1]}
  for word = 1, trimming do
    command[2 + word] = ARGV[2 + word]
  end
  command[3 + trimming] = id
  for word = 1, words do
    command[3 + trimming + word] = ARGV[position + 1 + word]
  end
  local reply = redis.pcall(unpack(command))
  if type(reply) == 'table' and reply.err then
    if ARGV[1] ~= '1' or not string.find(reply.err, 'equal or smaller', 1, true) then
      return {ids, skipped, reply.err}
    end
    skipped = skipped + 1
    ids[#ids + 1] = id
  else
    ids[#ids + 1] = reply
  end
  position = position + 2 + words
end
return {ids, skipped, ''}
