-- Removes everything of webhooks that were deleted. ARGV: webhooks.
for _, webhook in ipairs(ARGV) do
  for _, kind in ipairs({'queue', 'log', 'dead', 'letters', 'reasons'}) do
    redis.call('DEL', key(kind, webhook))
  end
  redis.call('ZREM', prefix .. ':active', webhook)
  redis.call('HDEL', prefix .. ':failures', webhook)
  redis.call('SREM', prefix .. ':gone', webhook)
  redis.call('SREM', prefix .. ':known', webhook)
end
return #ARGV
