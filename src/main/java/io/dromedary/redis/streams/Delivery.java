package io.dromedary.redis.streams;

/**
 * An entry that a group has delivered.
 *
 * @param count how often it has been delivered, this time included
 */
record Delivery(RedisStreamsEntry entry, long count) {}
