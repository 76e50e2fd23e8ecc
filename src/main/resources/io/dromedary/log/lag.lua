-- How many entries of a stream lie behind an id, when the first of them was added, and what time it
-- is, both in milliseconds. It counts up to so many entries, or so many bytes of them, because it
-- can only count by reading.
local stream, position = KEYS[1], ARGV[1]
local most, most_bytes = tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local entries, bytes, first = 0, 0, now
while entries < most and bytes < most_bytes do
  local page = redis.call('XRANGE', stream, '(' .. position, '+', 'COUNT', 20)
  if #page == 0 then
    break
  end
  for _, entry in ipairs(page) do
    entries = entries + 1
    for _, text in ipairs(entry[2]) do
      bytes = bytes + #text
    end
  end
  if entries == #page then
    first = tonumber(string.match(page[1][1], '^%d+'))
  end
  position = page[#page][1]
end
return {entries, first, now}
