package io.dromedary.query;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** What reading routes ask of the headers of a request. */
public final class RequestHeaders {
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String WILDCARD = "*";

  /** A media range of an {@code Accept} header: {@code text/*;q=0.5}. */
  private record MediaRange(String type, double quality) {
    static MediaRange parse(String text) {
      String[] parts = text.split(";", -1);
      double quality = 1;
      for (String part : parts) {
        String parameter = part.strip().toLowerCase(Locale.ROOT);
        if (parameter.startsWith("q=")) {
          quality = quality(parameter.substring(2));
        }
      }
      return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), quality);
    }

    private static double quality(String text) {
      return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }

    /** How exactly the range names a type: 2 for itself, 1 for its kind, 0 for any, or -1. */
    int precision(String mediaType) {
      if (type.equals(mediaType)) {
        return 2;
      }
      if (type.equals(mediaType.substring(0, mediaType.indexOf('/') + 1) + WILDCARD)) {
        return 1;
      }
      return type.equals("*/*") || type.equals(WILDCARD) ? 0 : -1;
    }
  }

  /**
   * The media type to answer with where there is only JSON.
   *
   * @param accept the header {@code Accept}, a text or several, or null
   * @throws io.dromedary.edit.ProblemException NOT_ACCEPTABLE with the member {@code types}
   */
  public String json(@Header("Accept") Object accept) {
    return mediaType(joined(accept), List.of(JSON));
  }

  /**
   * The media type to answer with where there are JSON, which is preferred, and CSV.
   *
   * @param accept the header {@code Accept}, a text or several, or null
   * @throws io.dromedary.edit.ProblemException NOT_ACCEPTABLE with the member {@code types}
   */
  public String jsonOrCsv(@Header("Accept") Object accept) {
    return mediaType(joined(accept), List.of(JSON, CSV));
  }

  /**
   * Chooses a media type (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC
   * 9110</a>).
   *
   * @param types those that there are, the preferred one first
   */
  private static String mediaType(String header, List<String> types) {
    if (header.isBlank()) {
      return types.get(0);
    }
    List<MediaRange> ranges = Arrays.stream(header.split(",", -1)).map(MediaRange::parse).toList();
    String best = null;
    double bestQuality = 0;
    for (String type : types) {
      double quality = quality(ranges, type);
      if (quality > bestQuality) {
        best = type;
        bestQuality = quality;
      }
    }
    if (best == null) {
      throw Problem.of(
              ProblemType.NOT_ACCEPTABLE,
              "The header Accept allows none of %s.".formatted(String.join(", ", types)))
          .with("types", types)
          .asException();
    }
    return best;
  }

  private static double quality(List<MediaRange> ranges, String type) {
    int precision = -1;
    double quality = 0;
    for (MediaRange range : ranges) {
      if (range.precision(type) > precision) {
        precision = range.precision(type);
        quality = range.quality();
      }
    }
    return quality;
  }

  /**
   * Whether the header {@code If-None-Match} has a version, so that the client needs no answer.
   *
   * @param ifNoneMatch a text or several
   */
  public static boolean isCurrent(
      @Header("If-None-Match") Object ifNoneMatch, @ExchangeProperty("version") String version) {
    if (ifNoneMatch == null) {
      return false;
    }
    String entityTag = '"' + version + '"';
    for (String tag : joined(ifNoneMatch).split(",", -1)) {
      String stripped = tag.strip();
      if (stripped.equals(WILDCARD)
          || (stripped.startsWith("W/") ? stripped.substring(2) : stripped).equals(entityTag)) {
        return true;
      }
    }
    return false;
  }

  /** A header that stands in the request several times is a list in the message. */
  private static String joined(Object header) {
    return header instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : header == null ? "" : header.toString();
  }
}
