package io.dromedary.redis.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.redisson.api.RBatch;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Adds a list of entries, in order and in one step. Whatever happens, the entries that are in the
 * stream afterwards are a beginning of the list: with single commands, a refusal that passes (as
 * for lack of memory) could leave a gap that later, larger ids close for good.
 */
final class ListAddition extends Addition<List<Object>> {
  private final List<RedisStreamsEntry> entries;
  private final String previousId;
  private final Trimming trimming;
  private final boolean skipExisting;

  ListAddition(
      Exchange exchange,
      AsyncCallback callback,
      String streamKey,
      List<RedisStreamsEntry> entries,
      String previousId,
      Trimming trimming,
      boolean skipExisting) {
    super(exchange, callback, streamKey);
    this.entries = entries;
    this.previousId = previousId;
    this.trimming = trimming;
    this.skipExisting = skipExisting;
  }

  @Override
  CompletableFuture<List<Object>> send(RBatch batch) {
    List<Object> keys = List.of(streamKey());
    return batch
        .getScript(StringCodec.INSTANCE)
        .<List<Object>>evalAsync(
            Mode.READ_WRITE, LuaScripts.APPEND, ReturnType.MULTI, keys, arguments())
        .toCompletableFuture();
  }

  private Object[] arguments() {
    List<String> words = trimming.words();
    List<Object> arguments = new ArrayList<>(3 + words.size() + 4 * entries.size());
    arguments.add(skipExisting ? "1" : "0");
    arguments.add(previousId == null ? "" : previousId);
    arguments.add(Integer.toString(words.size()));
    arguments.addAll(words);
    for (RedisStreamsEntry entry : entries) {
      arguments.add(entry.id() == null ? "*" : entry.id());
      arguments.add(Integer.toString(2 * entry.fields().size()));
      for (Map.Entry<String, String> field : entry.fields().entrySet()) {
        arguments.add(field.getKey());
        arguments.add(field.getValue());
      }
    }
    return arguments.toArray();
  }

  @Override
  @SuppressWarnings("unchecked")
  void accept(Exchange target, List<Object> answer) throws CamelException {
    List<String> ids = (List<String>) answer.get(0);
    String refusal = (String) answer.get(2);
    if (!refusal.isEmpty()) {
      throw refusal(refusal, ids.size());
    }
    Message message = target.getMessage();
    message.setHeader(RedisStreamsConstants.IDS, ids);
    message.setHeader(RedisStreamsConstants.ID, ids.get(ids.size() - 1));
    message.setHeader(RedisStreamsConstants.SKIPPED, ((Long) answer.get(1)).intValue());
  }

  private RedisException refusal(String refusal, int added) throws CamelException {
    RedisException cause =
        RedisFailures.ofReply(
            "%s (%d of %d entries are in the stream %s)"
                .formatted(refusal, added, entries.size(), streamKey()));
    if (refusal.startsWith("GAP")) {
      throw new RedisStreamsGapException(previousId, streamKey(), cause);
    }
    if (RedisFailures.isIdTooSmall(refusal)) {
      throw new RedisStreamsIdTooSmallException(entries.get(added).id(), streamKey(), cause);
    }
    return cause;
  }

  @Override
  String explicitId() {
    return null;
  }
}
