package io.dromedary.redis.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.spi.StateRepository;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;

/**
 * Reads a stream without a group, strictly in order: what follows a failed exchange is not touched
 * before the failed one has succeeded.
 */
final class TailReader extends StreamReader {
  private static final String BEHIND_LAST = "$";

  /** Nanoseconds between two looks for more entries. */
  private static final long GATHERING_STEP = 300_000;

  private final StateRepository<String, String> repository;

  /** The last id that was processed; null as long as none is known. */
  private StreamMessageId position;

  private boolean positionInDoubt;
  private int lastBatchSize;
  private long lastBatchEnd;

  TailReader(RedisStreamsConsumer consumer) {
    super(consumer);
    this.repository = configuration().getOffsetRepository();
  }

  @Override
  void begin() {
    positionInDoubt = true;
  }

  @Override
  boolean readOnce() throws Exception {
    if (positionInDoubt) {
      position = currentPosition();
      positionInDoubt = false;
    }
    StreamReadArgs arguments =
        StreamReadArgs.greaterThan(position)
            .count(configuration().getMaxMessages())
            .timeout(Duration.ofMillis(configuration().getBlock()));
    // Redis may be another one after an interruption, which Redisson can repeat the read across.
    positionInDoubt = true;
    List<RedisStreamsEntry> entries =
        EntryExchanges.entriesOf(await(stream().readAsync(arguments)));
    if (isStopping()) {
      return true;
    }
    if (entries.isEmpty()) {
      return !configuration().isSendEmptyMessageWhenIdle()
          || exchanges().process(afterPosition(exchanges().batch(entries)));
    }
    if (configuration().isBatching()) {
      entries = gather(entries);
      return deliver(exchanges().batch(entries), entries);
    }
    for (RedisStreamsEntry entry : entries) {
      if (isStopping()) {
        break;
      }
      if (!deliver(exchanges().single(entry), List.of(entry))) {
        return false;
      }
    }
    return true;
  }

  /** Waits a moment for the rest of a wave that the last batch has set off; see the option. */
  private List<RedisStreamsEntry> gather(List<RedisStreamsEntry> first) throws Exception {
    long linger = TimeUnit.MILLISECONDS.toNanos(configuration().getLinger());
    long start = System.nanoTime();
    if (start - lastBatchEnd > linger || 2 * first.size() >= lastBatchSize) {
      return first;
    }
    List<RedisStreamsEntry> gathered = new ArrayList<>(first);
    while (2 * gathered.size() < lastBatchSize
        && System.nanoTime() - start < linger
        && !isStopping()) {
      LockSupport.parkNanos(GATHERING_STEP);
      String last = gathered.get(gathered.size() - 1).id();
      StreamReadArgs more =
          StreamReadArgs.greaterThan(EntryIds.parse(last))
              .count(configuration().getMaxMessages() - gathered.size());
      gathered.addAll(EntryExchanges.entriesOf(await(stream().readAsync(more))));
    }
    return gathered;
  }

  private Exchange afterPosition(Exchange exchange) {
    exchange.getIn().setHeader(RedisStreamsConstants.AFTER_ID, position.toString());
    return exchange;
  }

  private boolean deliver(Exchange exchange, List<RedisStreamsEntry> entries) {
    if (!exchanges().process(afterPosition(exchange))) {
      return false;
    }
    String last = entries.get(entries.size() - 1).id();
    if (repository != null && !configuration().isOffsetRepositoryReadOnly()) {
      repository.setState(configuration().getStreamKey(), last);
    }
    position = EntryIds.parse(last);
    positionInDoubt = false;
    lastBatchSize = entries.size();
    lastBatchEnd = System.nanoTime();
    return true;
  }

  private StreamMessageId currentPosition() throws Exception {
    String state = repository == null ? null : repository.getState(configuration().getStreamKey());
    if (state != null) {
      return EntryIds.parse(state);
    }
    if (position != null) {
      return position;
    }
    String startId = configuration().getStartId();
    return startId.equals(BEHIND_LAST) ? lastId() : EntryIds.parse(startId);
  }

  /** Asked once, because a $ in each read would miss what arrives between two reads. */
  private StreamMessageId lastId() throws Exception {
    Map<StreamMessageId, Map<String, String>> last =
        await(stream().rangeReversedAsync(1, StreamMessageId.MAX, StreamMessageId.MIN));
    return last.keySet().stream().findFirst().orElse(EntryIds.BEFORE_FIRST);
  }
}
