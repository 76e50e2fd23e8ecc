package io.dromedary.redis.streams;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.redisson.api.StreamMessageId;

/**
 * Adds the body to the stream: a map of fields, a {@link RedisStreamsEntry}, a list of entries, or
 * anything that converts to text, which becomes the value of one field. Never blocks; the route
 * goes on in a thread of the producer's own pool when Redis has answered.
 */
public class RedisStreamsProducer extends DefaultAsyncProducer {
  private final RedisStreamsEndpoint endpoint;
  private final RedisStreamsConfiguration configuration;
  private final AdditionLog log;
  private final List<String> headerFields;
  private WritableHealthCheckRepository healthChecks;
  private RedisStreamsHealthCheck healthCheck;
  private ExecutorService workers;
  private StreamAppender appender;

  public RedisStreamsProducer(RedisStreamsEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    this.configuration = endpoint.getConfiguration();
    this.log = new AdditionLog(configuration.getStreamKey());
    this.headerFields = names(configuration.getHeaderFields());
  }

  private static List<String> names(String list) {
    return list == null
        ? List.of()
        : Pattern.compile(",")
            .splitAsStream(list)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    workers =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newDefaultThreadPool(this, "RedisStreamsProducer");
    appender = new StreamAppender(endpoint.redissonClient(), configuration, this::goOn);
    healthChecks =
        HealthCheckHelper.getHealthCheckRepository(
            endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    if (healthChecks != null) {
      healthCheck =
          new RedisStreamsHealthCheck(
              endpoint, "producer:redis-streams-" + configuration.getStreamKey());
      healthCheck.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
      healthChecks.addHealthCheck(healthCheck);
    }
  }

  @Override
  protected void doStop() throws Exception {
    if (healthCheck != null) {
      healthChecks.removeHealthCheck(healthCheck);
      healthCheck = null;
    }
    if (workers != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
    }
    super.doStop();
  }

  private void goOn(Runnable task) {
    if (workers.isShutdown()) {
      task.run();
    } else {
      workers.execute(task);
    }
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      Addition<?> addition = additionOf(exchange, noting(exchange, callback));
      if (addition != null) {
        appender.append(addition);
        return false;
      }
    } catch (InvalidPayloadException | RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private AsyncCallback noting(Exchange exchange, AsyncCallback callback) {
    return doneSync -> {
      log.note(exchange.getException());
      callback.done(doneSync);
    };
  }

  /** The addition that the message asks for, or null for an empty list. */
  private Addition<?> additionOf(Exchange exchange, AsyncCallback callback)
      throws InvalidPayloadException {
    Message message = exchange.getMessage();
    String streamKey = configuration.getStreamKey();
    boolean skipExisting = configuration.isSkipExistingIds();
    Map<String, String> headers = fieldsOf(message);
    if (message.getBody() instanceof Iterable<?> body) {
      List<RedisStreamsEntry> entries = entriesOf(body);
      if (entries.isEmpty()) {
        message.setHeader(RedisStreamsConstants.IDS, List.of());
        message.setHeader(RedisStreamsConstants.SKIPPED, 0);
        return null;
      }
      return new ListAddition(
          exchange,
          callback,
          streamKey,
          entries.stream().map(entry -> withFields(entry, headers)).toList(),
          previousId(message),
          trimming(message),
          skipExisting);
    }
    return new SingleAddition(
        exchange,
        callback,
        streamKey,
        withFields(entryOf(message), headers),
        trimming(message),
        skipExisting);
  }

  /** The headers that become fields. */
  private Map<String, String> fieldsOf(Message message) {
    if (headerFields.isEmpty()) {
      return Map.of();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : headerFields) {
      String value = message.getHeader(name, String.class);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static RedisStreamsEntry withFields(
      RedisStreamsEntry entry, Map<String, String> additional) {
    if (additional.isEmpty()) {
      return entry;
    }
    Map<String, String> fields = new LinkedHashMap<>(entry.fields());
    additional.forEach(fields::putIfAbsent);
    return new RedisStreamsEntry(entry.id(), fields);
  }

  private static String previousId(Message message) {
    String id = message.getHeader(RedisStreamsConstants.PREVIOUS_ID, String.class);
    return id == null ? null : EntryIds.parse(id).toString();
  }

  private Trimming trimming(Message message) {
    String minId = message.getHeader(RedisStreamsConstants.MIN_ID, String.class);
    if (minId == null) {
      minId = configuration.getMinId();
    }
    StreamMessageId smallest = minId == null ? null : EntryIds.parse(minId);
    return new Trimming(
        configuration.getMaxLength(), smallest, configuration.isApproximateTrimming());
  }

  private static List<RedisStreamsEntry> entriesOf(Iterable<?> body) {
    List<RedisStreamsEntry> entries = new ArrayList<>();
    for (Object element : body) {
      if (!(element instanceof RedisStreamsEntry entry)) {
        throw new IllegalArgumentException(
            "A list to add to a stream must have elements of type RedisStreamsEntry, but one is "
                + (element == null ? "null" : "of type " + element.getClass().getName()));
      }
      requireFields(entry.fields());
      if (entry.id() != null) {
        EntryIds.parse(entry.id());
      }
      entries.add(entry);
    }
    return entries;
  }

  private RedisStreamsEntry entryOf(Message message) throws InvalidPayloadException {
    String headerId = message.getHeader(RedisStreamsConstants.ID, String.class);
    Object body = message.getBody();
    RedisStreamsEntry entry;
    if (body instanceof RedisStreamsEntry given) {
      entry = given.id() == null ? new RedisStreamsEntry(headerId, given.fields()) : given;
    } else if (body instanceof Map<?, ?> map) {
      entry = new RedisStreamsEntry(headerId, textFields(map, message.getExchange()));
    } else {
      String field = configuration.getField();
      entry =
          new RedisStreamsEntry(
              headerId,
              Collections.singletonMap(
                  field == null ? RedisStreamsConstants.DEFAULT_FIELD : field,
                  message.getMandatoryBody(String.class)));
    }
    requireFields(entry.fields());
    return entry;
  }

  private static Map<String, String> textFields(Map<?, ?> map, Exchange exchange) {
    TypeConverter converter = exchange.getContext().getTypeConverter();
    Map<String, String> fields = new LinkedHashMap<>();
    map.forEach(
        (name, value) ->
            fields.put(
                text(converter, exchange, name),
                value == null ? null : text(converter, exchange, value)));
    return fields;
  }

  private static String text(TypeConverter converter, Exchange exchange, Object value) {
    String text = converter.tryConvertTo(String.class, exchange, value);
    if (text == null) {
      throw new TypeConversionException(
          value, String.class, new IllegalArgumentException("not convertible to text"));
    }
    return text;
  }

  /** A null would only be found when the batch is encoded, and fail everything else in it. */
  private static void requireFields(Map<String, String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("An entry of a stream must have at least one field");
    }
    fields.forEach(
        (name, value) -> {
          if (name == null || value == null) {
            throw new IllegalArgumentException("The field " + name + " of an entry is null");
          }
        });
  }
}
