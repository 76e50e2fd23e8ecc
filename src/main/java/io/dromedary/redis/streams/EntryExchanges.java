package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.Synchronization;
import org.redisson.api.StreamMessageId;

/** Makes exchanges of entries and sends them through the route. */
final class EntryExchanges {
  private final RedisStreamsConsumer consumer;
  private final RedisStreamsConfiguration configuration;

  EntryExchanges(RedisStreamsConsumer consumer) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.configuration = consumer.getEndpoint().getConfiguration();
  }

  /**
   * The entries of a reply to a blocking read, in order; none if Redisson has made null of an empty
   * reply.
   *
   * @param reply a map; despite the type that Redisson declares, an empty list says that Redis has
   *     not replied in time
   */
  static List<RedisStreamsEntry> entriesOf(Object reply) throws RedisStreamsUnavailableException {
    if (reply == null) {
      return List.of();
    }
    if (!(reply instanceof Map<?, ?>)) {
      throw new RedisStreamsUnavailableException("Redis has not answered a read in time", null);
    }
    @SuppressWarnings("unchecked")
    Map<StreamMessageId, Map<String, String>> read =
        (Map<StreamMessageId, Map<String, String>>) reply;
    List<RedisStreamsEntry> entries = new ArrayList<>(read.size());
    read.forEach((id, fields) -> entries.add(new RedisStreamsEntry(id.toString(), fields)));
    return entries;
  }

  /** An exchange with one entry: its fields, or the value of the configured field, as the body. */
  Exchange single(RedisStreamsEntry entry) {
    Exchange exchange = create(entry);
    Message message = exchange.getIn();
    String bodyField = configuration.getField();
    if (bodyField == null) {
      message.setBody(entry.fields());
      return exchange;
    }
    HeaderFilterStrategy filter = consumer.getEndpoint().getHeaderFilterStrategy();
    entry
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals(bodyField)) {
                message.setBody(value);
              } else if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                message.setHeader(name, value);
              }
            });
    return exchange;
  }

  /** An exchange with a list of entries, not empty, as the body. */
  Exchange batch(List<RedisStreamsEntry> entries) {
    Exchange exchange = entries.isEmpty() ? create() : create(entries.get(entries.size() - 1));
    exchange.getIn().setBody(entries);
    return exchange;
  }

  private Exchange create() {
    Exchange exchange = consumer.createExchange(false);
    exchange.getIn().setHeader(RedisStreamsConstants.STREAM, configuration.getStreamKey());
    return exchange;
  }

  private Exchange create(RedisStreamsEntry last) {
    Exchange exchange = create();
    exchange.getIn().setHeader(RedisStreamsConstants.ID, last.id());
    return exchange;
  }

  /**
   * Sends the exchange through the route and waits for it.
   *
   * @return whether it completed without a failure; a failure goes to the exception handler
   */
  boolean process(Exchange exchange) {
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    boolean completed = !exchange.isFailed();
    if (exchange.getException() != null) {
      consumer
          .getExceptionHandler()
          .handleException(
              "Cannot process the entry "
                  + exchange.getIn().getHeader(RedisStreamsConstants.ID)
                  + " of the stream "
                  + configuration.getStreamKey(),
              exchange,
              exchange.getException());
    }
    consumer.releaseExchange(exchange, false);
    return completed;
  }

  /** The same, with what is to be done on completion, wherever the route completes it. */
  boolean process(Exchange exchange, Synchronization onCompletion) {
    exchange.getExchangeExtension().addOnCompletion(onCompletion);
    return process(exchange);
  }
}
