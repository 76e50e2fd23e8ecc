package io.dromedary.redis.streams;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;

/** A Redis server for the class; a Camel context, and a stream named after it, for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisStreamsTestSupport {
  RedisProcess redis;
  RedissonClient client;
  DefaultCamelContext camel;
  RStream<String, String> stream;
  String key;

  /** What a test's route notes. */
  List<String> seen;

  @BeforeAll
  void startRedis() throws Exception {
    redis = new RedisProcess(Files.createTempDirectory("redis-streams"));
    client = redis.connect();
  }

  @AfterAll
  void stopRedis() {
    client.shutdown();
    redis.close();
  }

  @BeforeEach
  void startCamel(TestInfo test) {
    key = test.getTestMethod().orElseThrow().getName();
    seen = new CopyOnWriteArrayList<>();
    stream = client.getStream(key, StringCodec.INSTANCE);
    camel = new DefaultCamelContext();
    camel.getRegistry().bind("redisson", RedissonClient.class, client);
    camel.getShutdownStrategy().setTimeout(5);
    camel.start();
  }

  @AfterEach
  void stopCamel() {
    camel.stop();
  }

  /** Waiting with short polls, and long enough for a slow machine. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
  }

  AsyncProducer producer(String options) throws Exception {
    AsyncProducer producer =
        camel.getEndpoint("redis-streams:" + key + options).createAsyncProducer();
    camel.addService(producer);
    return producer;
  }

  Exchange exchange(Object body) {
    Exchange exchange = camel.getEndpoint("redis-streams:" + key).createExchange();
    exchange.getIn().setBody(body);
    return exchange;
  }

  Exchange send(String options, Object body) throws Exception {
    return producer(options).processAsync(exchange(body)).join();
  }

  List<CompletableFuture<Exchange>> sendNumbers(AsyncProducer producer, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> producer.processAsync(exchange("" + number)))
        .toList();
  }

  /** Adds entries with the ids 1-0, 2-0 and so on, and the values 1, 2 and so on. */
  void addNumbers(int from, int to) throws Exception {
    List<RedisStreamsEntry> entries =
        IntStream.rangeClosed(from, to)
            .mapToObj(number -> RedisStreamsEntry.of(number + "-0", "data", "" + number))
            .toList();
    Exchange sent = send("", entries);
    if (sent.getException() != null) {
      throw sent.getException();
    }
  }

  void consume(String options, Processor processor) throws Exception {
    consume("consumer", options, processor);
  }

  void consume(String routeId, String options, Processor processor) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("redis-streams:" + key + options).routeId(routeId).process(processor);
          }
        });
  }

  List<RedisStreamsEntry> entries() {
    return entries(key);
  }

  List<RedisStreamsEntry> entries(String streamKey) {
    RStream<String, String> wanted = client.getStream(streamKey, StringCodec.INSTANCE);
    List<RedisStreamsEntry> entries = new ArrayList<>();
    wanted
        .range(StreamMessageId.MIN, StreamMessageId.MAX)
        .forEach((id, fields) -> entries.add(new RedisStreamsEntry(id.toString(), fields)));
    return entries;
  }

  List<String> values() {
    return entries().stream().map(entry -> entry.fields().get("data")).toList();
  }

  static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  static Map<String, String> data(String value) {
    return Map.of("data", value);
  }

  @SuppressWarnings("unchecked")
  static List<RedisStreamsEntry> batch(Exchange exchange) {
    return exchange.getIn().getBody(List.class);
  }

  static String value(Exchange exchange) {
    return (String) exchange.getIn().getBody(Map.class).get("data");
  }

  long pending(String group) {
    return stream.getPendingInfo(group).getTotal();
  }
}
