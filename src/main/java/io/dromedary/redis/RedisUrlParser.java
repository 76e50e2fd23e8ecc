package io.dromedary.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the forms that {@link RedisSettings#parse} documents. */
final class RedisUrlParser {
  private static final Pattern SCHEME =
      Pattern.compile("(redis|rediss)(-sentinel|-cluster|)://(.*)", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([^:\\[\\]\\s]+))(?::(.*))?");
  private static final Set<String> TLS_PARAMETERS =
      Set.of("truststore", "truststorePassword", "keystore", "keystorePassword", "verifyHostname");
  private static final Set<String> SENTINEL_PARAMETERS =
      Set.of("db", "sentinelUser", "sentinelPassword");

  private final String url;

  RedisUrlParser(String url) {
    this.url = url.strip();
  }

  RedisSettings parse() {
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.matches()) {
      throw wrong(
          "it must start with redis://, redis-sentinel:// or redis-cluster://, or with rediss"
              + " instead of redis for TLS");
    }
    boolean secure = scheme.group(1).equals("rediss");
    String form = scheme.group(2);
    String rest = scheme.group(3);
    // The last one, so that a password with an unencoded @ never ends up in the host.
    int at = rest.lastIndexOf('@');
    Optional<RedisCredentials> credentials =
        at < 0 ? Optional.empty() : Optional.of(credentials(rest.substring(0, at)));
    String place = rest.substring(at + 1);
    int question = place.indexOf('?');
    Map<String, String> parameters =
        question < 0 ? new LinkedHashMap<>() : parameters(place.substring(question + 1));
    String location = question < 0 ? place : place.substring(0, question);
    int slash = location.indexOf('/');
    String hosts = slash < 0 ? location : location.substring(0, slash);
    String path = slash < 0 ? "" : decoded(location.substring(slash + 1));

    rejectOtherParameters(parameters, secure, form.equals("-sentinel"));
    RedisServers servers = servers(form, hosts, path, parameters);
    return new RedisSettings(
        servers, credentials, secure ? Optional.of(tls(parameters)) : Optional.empty());
  }

  private RedisServers servers(
      String form, String hosts, String path, Map<String, String> parameters) {
    if (form.equals("-sentinel")) {
      if (path.isEmpty() || path.contains("/")) {
        throw wrong("the name of the master is missing; it follows the sentinels after a slash");
      }
      return new RedisServers.Sentinel(
          addresses(hosts, 26_379),
          path,
          database(parameters.getOrDefault("db", "")),
          sentinelCredentials(parameters));
    }
    List<RedisAddress> addresses = addresses(hosts, 6379);
    if (form.equals("-cluster")) {
      if (!path.isEmpty() && !path.equals("0")) {
        throw wrong("a cluster has only the database 0");
      }
      return new RedisServers.Cluster(addresses);
    }
    if (addresses.size() > 1) {
      throw wrong("redis:// takes one host; several are a redis-cluster:// or redis-sentinel://");
    }
    return new RedisServers.Single(addresses.get(0), database(path));
  }

  private RedisCredentials credentials(String login) {
    if (login.matches("(?s).*[/?#@].*")) {
      throw wrong(
          "the user or the password contains one of / ? # @, which must be percent-encoded as"
              + " %2F %3F %23 %40; so must an @ that comes later");
    }
    int colon = login.indexOf(':');
    if (colon < 0) {
      throw wrong("the password is missing; a password without a user is written :password@");
    }
    String user = decoded(login.substring(0, colon));
    String password = decoded(login.substring(colon + 1));
    if (password.isEmpty()) {
      throw wrong("the password is empty");
    }
    return new RedisCredentials(user.isEmpty() ? Optional.empty() : Optional.of(user), password);
  }

  private Optional<RedisCredentials> sentinelCredentials(Map<String, String> parameters) {
    Optional<String> user = Optional.ofNullable(parameters.get("sentinelUser"));
    Optional<String> password = Optional.ofNullable(parameters.get("sentinelPassword"));
    if (user.isPresent() && password.isEmpty()) {
      throw wrong("sentinelUser needs sentinelPassword");
    }
    return password.map(secret -> new RedisCredentials(user, secret));
  }

  private List<RedisAddress> addresses(String hosts, int defaultPort) {
    List<RedisAddress> addresses = new ArrayList<>();
    for (String text : hosts.split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(text);
      if (!matcher.matches()) {
        throw wrong("the host at place %d is missing or malformed".formatted(addresses.size() + 1));
      }
      String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      String port = matcher.group(3);
      if (port != null && !isNumber(port, 1, 65_535)) {
        throw wrong(
            "the port of the host at place %d is not a number from 1 to 65535"
                .formatted(addresses.size() + 1));
      }
      addresses.add(new RedisAddress(host, port == null ? defaultPort : Integer.parseInt(port)));
    }
    return addresses;
  }

  private int database(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!isNumber(text, 0, 65_535)) {
      throw wrong("the database is not a number from 0");
    }
    return Integer.parseInt(text);
  }

  private static boolean isNumber(String text, int least, int most) {
    return text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most;
  }

  private RedisTls tls(Map<String, String> parameters) {
    String verify = parameters.getOrDefault("verifyHostname", "true");
    if (!verify.equals("true") && !verify.equals("false")) {
      throw wrong("verifyHostname is neither true nor false");
    }
    return new RedisTls(
        store(parameters, "truststore"), store(parameters, "keystore"), verify.equals("true"));
  }

  private Optional<RedisTls.Store> store(Map<String, String> parameters, String name) {
    String path = parameters.get(name);
    String password = parameters.get(name + "Password");
    if (path == null && password != null) {
      throw wrong("%sPassword needs %s".formatted(name, name));
    }
    try {
      return Optional.ofNullable(path)
          .map(file -> new RedisTls.Store(Path.of(file), password == null ? "" : password));
    } catch (InvalidPathException e) {
      throw wrong("%s is not the path of a file".formatted(name));
    }
  }

  private Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw wrong("a query parameter has no value; one looks like verifyHostname=false");
      }
      String name = pair.substring(0, equals);
      if (parameters.put(name, decoded(pair.substring(equals + 1))) != null) {
        throw wrong("a query parameter is given twice");
      }
    }
    return parameters;
  }

  private void rejectOtherParameters(
      Map<String, String> parameters, boolean secure, boolean sentinel) {
    for (String name : parameters.keySet()) {
      if (TLS_PARAMETERS.contains(name)) {
        if (!secure) {
          throw wrong("%s is for TLS, that is for rediss".formatted(name));
        }
      } else if (!sentinel || !SENTINEL_PARAMETERS.contains(name)) {
        throw wrong(
            "a query parameter is unknown here; known are db, sentinelUser, sentinelPassword (for"
                + " sentinels), truststore, truststorePassword, keystore, keystorePassword,"
                + " verifyHostname (for TLS)");
      }
    }
  }

  private String decoded(String text) {
    try {
      // In a URL that is no form, + is itself.
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes the text.
      throw wrong("a % is not followed by two hexadecimal digits; % itself is written %25");
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
