package io.dromedary.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;

/**
 * The files of the live page, held in memory. Each has an entity tag made of its content, so that a
 * browser asks again but transfers only what has changed. Thread-safe.
 */
public final class PageFiles {
  private static final String INDEX = "index.html";

  private static final Set<String> NAMES =
      Set.of(
          INDEX,
          "icon.svg",
          "page.css",
          "page.js",
          "api.js",
          "decimals.js",
          "editor.js",
          "feed.js",
          "figures.js",
          "grid.js",
          "history.js",
          "regions.js");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private record PageFile(String mediaType, String entityTag, String text) {}

  private final Map<String, PageFile> files =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, PageFiles::load));

  private static PageFile load(String name) {
    try (InputStream resource = PageFiles.class.getResourceAsStream(name)) {
      byte[] content = resource.readAllBytes();
      String digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
      String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return new PageFile(mediaType, '"' + digest + '"', new String(content, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The file %s of the page cannot be read".formatted(name), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Answers with a file, or 304 if the browser has it.
   *
   * @param name of the file; absent for the page itself
   * @throws io.dromedary.edit.ProblemException NOT_FOUND
   */
  public void answer(
      @Header("file") String name, @Header("If-None-Match") String known, Exchange exchange) {
    PageFile file = files.get(name == null ? INDEX : name);
    if (file == null) {
      throw Problem.of(ProblemType.NOT_FOUND, "The page has no file '%s'.".formatted(name))
          .asException();
    }
    Message reply = exchange.getMessage();
    reply.removeHeaders("*");
    reply.setHeader("ETag", file.entityTag());
    if (known != null && known.contains(file.entityTag())) {
      reply.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
      reply.setBody(null);
    } else {
      reply.setHeader(Exchange.CONTENT_TYPE, file.mediaType());
      reply.setBody(file.text());
    }
  }
}
