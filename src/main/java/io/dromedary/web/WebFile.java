package io.dromedary.web;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A file for a browser. Its entity tag is made of its content, so that a browser asks again but
 * transfers only what has changed.
 *
 * @param content never changed
 */
record WebFile(String mediaType, String entityTag, byte[] content) {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");
  private static final int NOT_MODIFIED = 304;

  WebFile {
    requireNonNull(mediaType, "mediaType is null");
    requireNonNull(entityTag, "entityTag is null");
    requireNonNull(content, "content is null");
  }

  /** The file of that content; its name says the media type. */
  static WebFile of(String name, byte[] content) {
    return new WebFile(
        requireNonNull(
            MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1)),
            () -> name + " is of no known media type"),
        '"' + digest(content) + '"',
        content);
  }

  /**
   * The file of a resource of the class path.
   *
   * @param path begins with a slash, or is seen from this package
   */
  static WebFile ofResource(String path) {
    try (InputStream resource = WebFile.class.getResourceAsStream(path)) {
      return of(path, requireNonNull(resource, () -> path + " is missing").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The file %s cannot be read".formatted(path), e);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Answers with the file, or 304 if the client has it.
   *
   * @param known the header {@code If-None-Match}, or null
   */
  void answer(String known, Exchange exchange) {
    Message reply = exchange.getMessage();
    reply.removeHeaders("*");
    reply.setHeader("ETag", entityTag);
    reply.setHeader("Cache-Control", "no-cache");
    if (known != null && known.contains(entityTag)) {
      reply.setHeader(Exchange.HTTP_RESPONSE_CODE, NOT_MODIFIED);
      reply.setBody(null);
    } else {
      reply.setHeader(Exchange.CONTENT_TYPE, mediaType);
      reply.setBody(content);
    }
  }
}
