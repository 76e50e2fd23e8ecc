-- Adds a list of entries in order and stops at the first that Redis refuses, so that what is in the
-- stream afterwards is always a beginning of the list.
-- KEYS: stream. ARGV: '1' to skip ids that are not larger than the last, the id that the stream's last
-- one must have reached or '', number of trimming words, those words, then for each entry its id, the
-- number of its words, and its fields and values.
-- Returns the ids, how many were skipped, and the refusal or ''.
local arguments = #ARGV

-- The numbers of an id have 64 bits, Lua's have 53: they are compared as digits.
local function is_less(one, other)
  if #one ~= #other then
    return #one < #other
  end
  return one < other
end

local function last_id()
  if redis.call('EXISTS', KEYS[1]) == 0 then
    return '0-0'
  end
  local fields = redis.call('XINFO', 'STREAM', KEYS[1])
  for index = 1, #fields, 2 do
    if fields[index] == 'last-generated-id' then
      return fields[index + 1]
    end
  end
end

if ARGV[2] ~= '' then
  local last = last_id()
  local millis, sequence = string.match(last, '^(%d+)-(%d+)$')
  local needed_millis, needed_sequence = string.match(ARGV[2], '^(%d+)-(%d+)$')
  if is_less(millis, needed_millis)
      or millis == needed_millis and is_less(sequence, needed_sequence) then
    return {{}, 0, 'GAP the last id is ' .. last}
  end
end

local trimming = tonumber(ARGV[3])
local position = 4 + trimming
local ids, skipped = {}, 0
while position <= arguments do
  local id, words = ARGV[position], tonumber(ARGV[position + 1])
  local command = {'XADD', KEYS[1]}
  for word = 1, trimming do
    command[2 + word] = ARGV[3 + word]
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
