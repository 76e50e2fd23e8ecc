package io.dromedary.redis;

import io.dromedary.edit.EditId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * How far a stream reaches back. Redis does not tell whether entries were trimmed, so that is noted
 * beside the stream, in the same step. Works on one server, behind sentinels and in a cluster.
 */
public final class StreamHistory {
  private static final Pattern HASH_TAG = Pattern.compile("\\{[^}]+}");

  private static final String COMPLETE_AFTER =
      """
      local id = redis.call('GET', KEYS[2])
      if id then
        return id
      end
      if ARGV[1] ~= '' then
        redis.call('SET', KEYS[2], ARGV[1])
      end
      return ARGV[1]
      """;

  // What a group has not taken, and what it has taken and not acknowledged, is still needed.
  private static final String TRIM =
      StreamPositions.COMPARISON
          + """
          if redis.call('EXISTS', KEYS[1]) == 0 then
            return 0
          end
          local oldest = ARGV[1]
          for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
            local name, needed
            for index = 1, #group, 2 do
              if group[index] == 'name' then
                name = group[index + 1]
              elseif group[index] == 'last-delivered-id' then
                needed = group[index + 1]
              end
            end
            local pending = redis.call('XPENDING', KEYS[1], name)
            if pending[1] > 0 and is_before(pending[2], needed) then
              needed = pending[2]
            end
            if is_before(needed, oldest) then
              oldest = needed
            end
          end
          local known = redis.call('GET', KEYS[2])
          if not known or is_before(known, oldest) then
            redis.call('SET', KEYS[2], oldest)
          end
          return redis.call('XTRIM', KEYS[1], 'MINID', '~', oldest)
          """;

  private static final String EMPTY =
      """
      redis.call('XTRIM', KEYS[1], 'MAXLEN', 0)
      redis.call('SET', KEYS[2], ARGV[1])
      """;

  private StreamHistory() {}

  /**
   * The stream, and beside it, in the same slot of a cluster, behind which id it has all entries.
   */
  static List<Object> keys(String stream) {
    // In a cluster both must be in the same slot: that of the hash tag, if the stream has one.
    String sameSlot = HASH_TAG.matcher(stream).find() ? stream : "{" + stream + "}";
    return List.of(stream, sameSlot + ":complete-after");
  }

  /**
   * The id behind which the stream has every entry that it ever had: nothing that followed it was
   * trimmed or lost, as far as that was noticed. Absent if nobody has said so yet.
   */
  public static Optional<EditId> completeAfter(RedissonClient client, String stream) {
    return Optional.of(completeAfter(client, stream, ""))
        .filter(id -> !id.isEmpty())
        .map(EditId::parse);
  }

  /** Likewise; if nobody has said so yet, it is the id given, and that is noted. */
  public static EditId completeAfter(RedissonClient client, String stream, EditId otherwise) {
    return EditId.parse(completeAfter(client, stream, otherwise.toString()));
  }

  private static String completeAfter(RedissonClient client, String stream, String otherwise) {
    return client
        .getScript(StringCodec.INSTANCE)
        .eval(
            stream,
            RScript.Mode.READ_WRITE,
            COMPLETE_AFTER,
            RScript.ReturnType.VALUE,
            keys(stream),
            otherwise);
  }

  /**
   * Trims entries that are smaller than an id, except those that a consumer group has not taken or
   * not acknowledged. Redis decides how many of them go at once.
   *
   * @return how many have gone
   */
  public static CompletionStage<Long> trim(RedissonClient client, String stream, EditId oldest) {
    return client
        .getScript(StringCodec.INSTANCE)
        .evalAsync(
            stream,
            RScript.Mode.READ_WRITE,
            TRIM,
            RScript.ReturnType.INTEGER,
            keys(stream),
            oldest.toString());
  }

  /**
   * Removes all entries. The next id is still larger than all that the stream has had.
   *
   * @param completeAfter what the stream is from now on taken to follow
   */
  public static void empty(RedissonClient client, String stream, EditId completeAfter) {
    client
        .getScript(StringCodec.INSTANCE)
        .eval(
            stream,
            RScript.Mode.READ_WRITE,
            EMPTY,
            RScript.ReturnType.STATUS,
            keys(stream),
            completeAfter.toString());
  }
}
