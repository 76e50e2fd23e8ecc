package io.dromedary.http;

import java.util.List;
import org.apache.camel.Message;

/** The parameters in a request's path. */
public final class PathParameters {
  private PathParameters() {}

  /** A parameter, decoded; a request header of the same name would stand before it. */
  public static String get(Message message, String name) {
    return last(message.getHeader(name));
  }

  /** The parameter in a header of the message. */
  public static String last(Object header) {
    return header instanceof List<?> list
        ? String.valueOf(list.get(list.size() - 1))
        : String.valueOf(header);
  }
}
