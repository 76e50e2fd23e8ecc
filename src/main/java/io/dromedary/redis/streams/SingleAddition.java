package io.dromedary.redis.streams;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.redisson.api.RBatch;
import org.redisson.api.RStreamAsync;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Adds one entry. */
final class SingleAddition extends Addition<StreamMessageId> {
  private final RedisStreamsEntry entry;
  private final StreamMessageId id;
  private final Trimming trimming;
  private final boolean skipExisting;

  SingleAddition(
      Exchange exchange,
      AsyncCallback callback,
      String streamKey,
      RedisStreamsEntry entry,
      Trimming trimming,
      boolean skipExisting) {
    super(exchange, callback, streamKey);
    this.entry = entry;
    this.id = entry.id() == null ? null : EntryIds.parse(entry.id());
    this.trimming = trimming;
    this.skipExisting = skipExisting;
  }

  @Override
  CompletableFuture<StreamMessageId> send(RBatch batch) {
    RStreamAsync<String, String> stream = batch.getStream(streamKey(), StringCodec.INSTANCE);
    StreamAddArgs<String, String> arguments = StreamAddArgs.entries(entry.fields());
    trimming.applyTo(arguments);
    if (id == null) {
      return stream.addAsync(arguments).toCompletableFuture();
    }
    CompletableFuture<StreamMessageId> added =
        stream.addAsync(id, arguments).toCompletableFuture().thenApply(nothing -> id);
    return skipExisting ? added.exceptionally(this::skip) : added;
  }

  private StreamMessageId skip(Throwable failure) {
    Throwable cause = RedisFailures.unwrap(failure);
    if (RedisFailures.isIdTooSmall(cause.getMessage())) {
      return id;
    }
    throw cause instanceof RedisException refused ? refused : new IllegalStateException(cause);
  }

  @Override
  void accept(Exchange target, StreamMessageId added) {
    Message message = target.getMessage();
    message.setHeader(RedisStreamsConstants.ID, added.toString());
  }

  @Override
  String explicitId() {
    return entry.id();
  }
}
