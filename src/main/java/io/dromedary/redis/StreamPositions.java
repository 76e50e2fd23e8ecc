package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import java.util.List;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * The position of a stream: the largest id that it has given out or been given, whether or not that
 * entry still exists. Works on one server, behind sentinels and in a cluster.
 */
public final class StreamPositions {
  private static final String FUNCTIONS =
      """
      local function last_id(stream)
        if redis.call('EXISTS', stream) == 0 then
          return '0-0'
        end
        local fields = redis.call('XINFO', 'STREAM', stream)
        for index = 1, #fields, 2 do
          if fields[index] == 'last-generated-id' then
            return fields[index + 1]
          end
        end
      end
      """;

  static final String COMPARISON =
      """
      local function is_less(one, other)
        if #one ~= #other then
          return #one < #other
        end
        return one < other
      end
      -- The numbers of an id have 64 bits, Lua's have 53: they are compared as digits.
      local function is_before(one, other)
        local millis, sequence = string.match(one, '^(%d+)-(%d+)$')
        local other_millis, other_sequence = string.match(other, '^(%d+)-(%d+)$')
        return is_less(millis, other_millis)
            or millis == other_millis and is_less(sequence, other_sequence)
      end
      """;

  private static final String LAST_ID = FUNCTIONS + "return last_id(KEYS[1])";

  private static final String ENSURE_AFTER =
      FUNCTIONS
          + COMPARISON
          + """
          if not is_before(last_id(KEYS[1]), ARGV[1]) then
            return 0
          end
          if redis.call('EXISTS', KEYS[1]) == 0 then
            redis.call('XGROUP', 'CREATE', KEYS[1], 'position', '0', 'MKSTREAM')
            redis.call('XGROUP', 'DESTROY', KEYS[1], 'position')
          end
          redis.call('XSETID', KEYS[1], ARGV[1])
          redis.call('SET', KEYS[2], ARGV[1])
          return 1
          """;

  private StreamPositions() {}

  /** The largest id that the stream has had; {@link EditId#ZERO} if it does not exist. */
  public static EditId lastId(RedissonClient client, String stream) {
    requireNonNull(client, "client is null");
    requireNonNull(stream, "stream is null");
    String id =
        client
            .getScript(StringCodec.INSTANCE)
            .eval(
                stream,
                RScript.Mode.READ_WRITE,
                LAST_ID,
                RScript.ReturnType.VALUE,
                List.of(stream));
    return EditId.parse(id);
  }

  /**
   * Sees to it that the next id that the stream gives out is larger than the one given. A stream
   * that does not exist is made, empty; one that is already there or further stays as it is.
   *
   * @return whether the stream was moved
   */
  public static boolean ensureAfter(RedissonClient client, String stream, EditId id) {
    requireNonNull(client, "client is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(id, "id is null");
    long moved =
        client
            .getScript(StringCodec.INSTANCE)
            .<Long>eval(
                stream,
                RScript.Mode.READ_WRITE,
                ENSURE_AFTER,
                RScript.ReturnType.INTEGER,
                StreamHistory.keys(stream),
                id.toString());
    return moved == 1;
  }
}
