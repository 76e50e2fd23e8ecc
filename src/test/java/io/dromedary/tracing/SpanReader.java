package io.dromedary.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the spans of a request of OTLP, whose messages are given in {@code
 * opentelemetry/proto/trace/v1/trace.proto} and written as Protocol Buffers say.
 */
final class SpanReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** A span, its ids in hexadecimal digits; the parent is empty if there is none. */
  record ReceivedSpan(
      String traceId,
      String spanId,
      String parentId,
      String name,
      Map<String, String> attributes,
      List<String> linkedSpans) {}

  private SpanReader() {}

  static List<ReceivedSpan> read(byte[] request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (Object resource : fields(request).getOrDefault(1, List.of())) {
      for (Object scope : fields((byte[]) resource).getOrDefault(2, List.of())) {
        for (Object span : fields((byte[]) scope).getOrDefault(2, List.of())) {
          spans.add(span(fields((byte[]) span)));
        }
      }
    }
    return spans;
  }

  private static ReceivedSpan span(Map<Integer, List<Object>> fields) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Object attribute : fields.getOrDefault(9, List.of())) {
      Map<Integer, List<Object>> pair = fields((byte[]) attribute);
      fields((byte[]) pair.get(2).get(0))
          .forEach((type, value) -> attributes.put(text(pair.get(1)), value(value.get(0))));
    }
    List<String> links = new ArrayList<>();
    for (Object link : fields.getOrDefault(13, List.of())) {
      links.add(hex(fields((byte[]) link).get(2)));
    }
    return new ReceivedSpan(
        hex(fields.get(1)),
        hex(fields.get(2)),
        hex(fields.getOrDefault(4, List.of(new byte[0]))),
        text(fields.get(5)),
        attributes,
        links);
  }

  private static String value(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  private static String text(List<Object> field) {
    return new String((byte[]) field.get(0), StandardCharsets.UTF_8);
  }

  private static String hex(List<Object> field) {
    return HexFormat.of().formatHex((byte[]) field.get(0));
  }

  /** The fields of a message by their numbers: a Long, or the bytes of what has a length. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    Map<Integer, List<Object>> fields = new HashMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int tag = (int) varint(buffer);
      Object value =
          switch (tag & 7) {
            case VARINT -> varint(buffer);
            case FIXED64 -> buffer.getLong();
            case FIXED32 -> (long) buffer.getInt();
            case BYTES -> {
              byte[] bytes = new byte[(int) varint(buffer)];
              buffer.get(bytes);
              yield bytes;
            }
            default -> throw new IllegalArgumentException("no field begins with " + tag);
          };
      fields.computeIfAbsent(tag >>> 3, number -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = buffer.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
