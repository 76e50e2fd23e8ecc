package io.dromedary.intake;

import io.dromedary.edit.EditId;
import io.dromedary.edit.EditRequest;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.redis.streams.RedisStreamsConstants;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the headers of a request say about the edits in it. */
final class RequestTerms {
  /** The headers of a message that steer the log; those of a request must not. */
  private static final List<String> STEERING_HEADERS =
      List.of(
          RedisStreamsConstants.ID,
          RedisStreamsConstants.MIN_ID,
          RedisStreamsConstants.PREVIOUS_ID);

  private RequestTerms() {}

  /** Leaves in the exchange how the client wants to be answered. */
  static void setPreferences(Exchange exchange) {
    Preferences preferences =
        Preferences.parse(exchange.getMessage().getHeader("Prefer", String.class));
    exchange.setProperty(EditIntake.RESPOND_ASYNC, preferences.respondAsync());
    exchange.setProperty(EditIntake.WAIT, preferences.patience());
    STEERING_HEADERS.forEach(exchange.getMessage()::removeHeader);
  }

  /**
   * The edit with the key and the version that the headers name.
   *
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST
   */
  @SuppressWarnings("unchecked") // an edit on other terms is of the same type
  static <T extends EditRequest> T apply(T edit, Exchange exchange) {
    Message message = exchange.getMessage();
    EditRequest result = edit;
    String key = message.getHeader("Idempotency-Key", String.class);
    if (key != null) {
      result = result.withKey(key);
    }
    String ifMatch = message.getHeader("If-Match", String.class);
    return (T)
        (ifMatch == null || ifMatch.strip().equals("*")
            ? result
            : result.withIfMatch(version(ifMatch)));
  }

  private static EditId version(String ifMatch) {
    String tag = ifMatch.strip();
    try {
      if (tag.startsWith("\"") && tag.endsWith("\"") && tag.length() > 2) {
        return EditId.parse(tag.substring(1, tag.length() - 1));
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for anything else that is no version.
    }
    throw Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "The header If-Match takes the ETag of a read, such as \"1767225600000-0\" with its quotation marks, not '%s'."
                .formatted(Excerpt.of(tag)))
        .with("header", "If-Match")
        .asException();
  }
}
