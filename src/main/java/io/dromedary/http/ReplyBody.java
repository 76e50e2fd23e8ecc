package io.dromedary.http;

import io.vertx.core.buffer.Buffer;
import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;

/** The body of a reply, in one of the three ways to send it. */
sealed interface ReplyBody {
  ReplyBody NONE = new InMemory(Buffer.buffer(0));

  /** Sent in one piece. */
  record InMemory(Buffer bytes) implements ReplyBody {}

  /**
   * Sent as it is read, and then closed.
   *
   * @param length in bytes, or -1 if it is not known
   */
  record Streamed(InputStream stream, long length) implements ReplyBody {}

  /** Sent by the operating system. */
  record OnDisk(File file) implements ReplyBody {}

  /**
   * Turns the body of a message into one that can be sent; text is sent as UTF-8.
   *
   * @throws NoTypeConversionAvailableException if it is of a type that has no bytes
   */
  static ReplyBody of(Object body, Exchange exchange) throws NoTypeConversionAvailableException {
    if (body == null) {
      return NONE;
    } else if (body instanceof String text) {
      return new InMemory(Buffer.buffer(text));
    } else if (body instanceof byte[] bytes) {
      return new InMemory(Buffer.buffer(bytes));
    } else if (body instanceof Buffer buffer) {
      return new InMemory(buffer);
    } else if (body instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return new InMemory(Buffer.buffer(bytes));
    } else if (body instanceof InputStream stream) {
      long length = body instanceof StreamCache cache && cache.length() > 0 ? cache.length() : -1;
      return new Streamed(stream, length);
    } else if (body instanceof File file) {
      return new OnDisk(file);
    } else if (body instanceof WrappedFile<?> wrapped && wrapped.getFile() instanceof File file) {
      return new OnDisk(file);
    }
    return converted(body, exchange);
  }

  private static ReplyBody converted(Object body, Exchange exchange)
      throws NoTypeConversionAvailableException {
    TypeConverter converter = exchange.getContext().getTypeConverter();
    InputStream stream = converter.tryConvertTo(InputStream.class, exchange, body);
    if (stream != null) {
      return new Streamed(stream, -1);
    }
    byte[] bytes = converter.tryConvertTo(byte[].class, exchange, body);
    if (bytes != null) {
      return new InMemory(Buffer.buffer(bytes));
    }
    throw new NoTypeConversionAvailableException(body, InputStream.class);
  }
}
