package io.dromedary.edit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The product's JSON: decimals are exact, as numbers where a double holds all their digits and as
 * strings elsewhere; dates are ISO 8601.
 */
public final class Json {
  /** Digits that every double holds. */
  private static final int DOUBLE_DIGITS = 15;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(
              new SimpleModule()
                  .addSerializer(new DecimalSerializer())
                  .addSerializer(new DateSerializer()))
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(200).build());
  }

  private Json() {}

  /** The mapper, for code that must hand one on; it is shared and must not be configured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a document.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code position}
   */
  public static JsonNode read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw Problem.of(
                ProblemType.MALFORMED_REQUEST, "The body is empty; it must be a JSON document.")
            .asException();
      }
      return node;
    } catch (JsonProcessingException e) {
      Problem problem =
          Problem.of(
              ProblemType.MALFORMED_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
      throw (e.getLocation() == null
              ? problem
              : problem.with("position", e.getLocation().getCharOffset()))
          .asException();
    }
  }

  /**
   * Reads a document in UTF-8.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code position}
   */
  public static JsonNode read(byte[] utf8) {
    CharBuffer text = CharBuffer.allocate(utf8.length);
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    if (decoder.decode(bytes, text, true).isError() || decoder.flush(text).isError()) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The body is not UTF-8: byte %d belongs to no character.".formatted(bytes.position()))
          .with("position", bytes.position())
          .asException();
    }
    return read(text.flip().toString());
  }

  /** Writes a document. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value cannot be written as JSON", e);
    }
  }

  /** Whether a decimal travels as a JSON number, rather than as a string. */
  public static boolean isNumber(BigDecimal value) {
    return value.precision() <= DOUBLE_DIGITS && Math.abs(value.scale()) <= DOUBLE_DIGITS;
  }

  private static final class DecimalSerializer extends StdSerializer<BigDecimal> {
    private static final long serialVersionUID = 1L;

    DecimalSerializer() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (isNumber(value)) {
        json.writeNumber(value.toPlainString());
      } else {
        json.writeString(value.toPlainString());
      }
    }
  }

  private static final class DateSerializer extends StdSerializer<LocalDate> {
    private static final long serialVersionUID = 1L;

    DateSerializer() {
      super(LocalDate.class);
    }

    @Override
    public void serialize(LocalDate value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }
}
