package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import io.dromedary.redis.EmbeddedRedis.AppendFsync;
import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which Redis to use and how to get in, as the property {@code redis.url} says it. */
public record RedisSettings(
    RedisServers servers, Optional<RedisCredentials> credentials, Optional<RedisTls> tls) {
  /** Which Redis to use instead of the embedded one. */
  public static final Setting<RedisSettings> URL =
      Setting.optional(
          "redis.url",
          SettingType.of(
                  "a URL such as redis://localhost:6379,"
                      + " rediss://user:password@redis.example.com:6379/0?truststore=/etc/redis/ca.pem,"
                      + " redis-sentinel://:password@sentinel-1:26379,sentinel-2:26379/mymaster or"
                      + " redis-cluster://node-1:6379,node-2:6379",
                  RedisSettings::parse)
              .shownAs(RedisSettings::toString),
          "the embedded Redis",
          "A Redis to use instead of the embedded one, see"
              + " [External Redis](execution-guide.md#external-redis).");

  /** When the embedded Redis brings its log to the disk. */
  public static final Setting<AppendFsync> APPEND_FSYNC =
      Setting.of(
          "dromedary.redis.appendfsync",
          SettingType.oneOf(AppendFsync.class),
          "everysec",
          "When the embedded Redis forces its log to the disk.");

  /** What can be set. */
  public static final SettingGroup SETTINGS = SettingGroup.of("Redis", URL, APPEND_FSYNC);

  public RedisSettings {
    requireNonNull(servers, "servers is null");
    requireNonNull(credentials, "credentials is null");
    requireNonNull(tls, "tls is null");
  }

  /**
   * Reads a URL of one of these forms:
   *
   * <pre>
   * redis://[[user]:password@]host[:port][/database]
   * redis-sentinel://[[user]:password@]host[:port][,host[:port]…]/master[?db=database]
   * redis-cluster://[[user]:password@]host[:port][,host[:port]…]
   * </pre>
   *
   * <p>{@code rediss}, {@code rediss-sentinel} and {@code rediss-cluster} are the same with TLS and
   * take the query parameters {@code truststore} (a PKCS #12 or JKS file, or a PEM file whose name
   * ends with {@code .pem} or {@code .crt}), {@code truststorePassword}, {@code keystore}, {@code
   * keystorePassword} and {@code verifyHostname} ({@code true} or {@code false}). Sentinels that
   * ask for a password of their own get {@code sentinelUser} and {@code sentinelPassword}. Special
   * characters are percent-encoded; a missing port is 6379, that of a sentinel 26379.
   *
   * @throws IllegalArgumentException if the URL has another form; the message says what is wrong
   *     and contains no part of the URL that could be a password
   */
  public static RedisSettings parse(String url) {
    return new RedisUrlParser(requireNonNull(url, "url is null")).parse();
  }

  /** The URL with {@code ***} for the password and without query parameters. */
  @Override
  public String toString() {
    String login = credentials.map(known -> known + "@").orElse("");
    String scheme = tls.isPresent() ? "rediss" : "redis";
    if (servers instanceof RedisServers.Sentinel sentinel) {
      return "%s-sentinel://%s%s/%s?db=%d"
          .formatted(
              scheme, login, joined(sentinel.sentinels()), sentinel.master(), sentinel.database());
    }
    if (servers instanceof RedisServers.Cluster cluster) {
      return "%s-cluster://%s%s".formatted(scheme, login, joined(cluster.nodes()));
    }
    RedisServers.Single single = (RedisServers.Single) servers;
    return "%s://%s%s/%d".formatted(scheme, login, single.address(), single.database());
  }

  private static String joined(List<RedisAddress> addresses) {
    return addresses.stream().map(RedisAddress::toString).collect(Collectors.joining(","));
  }
}
