package io.dromedary.reload;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what is wrong with a file, and in which line, when something has failed because of it. */
final class Failures {
  private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown parameters=\\[\\{(\\w+)=");
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'|\"([^\"]+)\"");

  private Failures() {}

  /** What Camel says of some items of a route file. */
  static RefusedEditException refusal(RouteFile file, List<RouteItem> items, Exception failure) {
    if (failure instanceof RefusedEditException refused) {
      return refused;
    }
    Throwable telling = telling(failure);
    RouteItem first = items.isEmpty() ? null : items.get(0);
    int line =
        telling instanceof MarkedYamlEngineException marked
            ? RouteFile.line(marked.getProblemMark())
            : line(file, first, telling);
    return new RefusedEditException(file.name(), line, reason(telling), failure);
  }

  /** What went wrong with a file of another kind; a word that the message quotes gives the line. */
  static RefusedEditException refusal(String file, String text, Exception failure) {
    Throwable telling = telling(failure);
    String reason = reason(telling);
    int line = 0;
    if (telling instanceof MarkedYamlEngineException marked) {
      line = RouteFile.line(marked.getProblemMark());
    }
    Matcher quoted = QUOTED.matcher(reason);
    while (line == 0 && quoted.find()) {
      line = lineOf(text, quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
    }
    return new RefusedEditException(file, line, reason, failure);
  }

  private static int line(RouteFile file, RouteItem item, Throwable failure) {
    if (item == null) {
      return 0;
    }
    if (failure instanceof NoSuchBeanException missing && missing.getName() != null) {
      return file.lineOf(item, missing.getName());
    }
    if (failure instanceof ResolveEndpointFailedException unresolved) {
      Matcher option = UNKNOWN_OPTION.matcher(String.valueOf(failure.getMessage()));
      if (option.find()) {
        return file.lineOf(item, option.group(1) + ":");
      }
      return file.lineOf(item, path(unresolved.getUri()));
    }
    if (failure instanceof NoSuchEndpointException missing) {
      return file.lineOf(item, path(missing.getUri()));
    }
    if (failure instanceof MethodNotFoundException missing) {
      return file.lineOf(item, missing.getMethodName());
    }
    return item.line();
  }

  /** A URI as it stands in a file: Camel adds slashes, and parameters of their own lines. */
  private static String path(String uri) {
    return URISupport.stripQuery(uri).replace("://", ":");
  }

  private static int lineOf(String text, String word) {
    Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
    List<String> lines = text.lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      if (whole.matcher(lines.get(index)).find()) {
        return index + 1;
      }
    }
    return 0;
  }

  /** Camel wraps what was wrong into whole routes; the innermost failure with a text says it. */
  private static Throwable telling(Throwable failure) {
    Throwable telling = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        telling = cause;
      }
      if (cause instanceof ResolveEndpointFailedException
          || cause instanceof NoSuchEndpointException
          || cause instanceof NoSuchBeanException
          || cause instanceof MethodNotFoundException
          || cause instanceof MarkedYamlEngineException) {
        return cause;
      }
    }
    return telling;
  }

  private static String reason(Throwable failure) {
    if (failure instanceof MarkedYamlEngineException marked) {
      return marked.getProblem();
    }
    if (failure instanceof NoSuchBeanException missing && missing.getName() != null) {
      return "there is no bean '%s'".formatted(missing.getName());
    }
    if (failure instanceof MethodNotFoundException missing) {
      return "%s has no method '%s'"
          .formatted(missing.getBean().getClass().getSimpleName(), missing.getMethodName());
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String first = message.lines().findFirst().orElse(message).strip();
    return first.replaceAll("\\.+$", "");
  }
}
