/**
 * The Camel component {@code redis-streams:}: appends entries to a Redis Stream and consumes one,
 * with or without a consumer group. It knows Camel and Redisson and nothing of this application, so
 * that it could live in Camel's own repository. Routes use it by its URI; Java code may use {@link
 * io.dromedary.redis.streams.RedisStreamsEntry}, the constants and the exceptions.
 */
package io.dromedary.redis.streams;
