package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SslVerificationMode;
import org.redisson.config.SubscriptionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the one Redis client of the program. Values are plain strings. A command that fails or is
 * not answered within 3 seconds is not sent again: whoever sent it knows whether it may be
 * repeated. A lost connection comes back by itself as soon as the server does.
 */
public final class RedisConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
  // At most two connections of a node are restored at a time, so this bounds the return of all.
  private static final Duration RECONNECTION_DELAY = Duration.ofMillis(100);
  private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int CONNECTIONS = 16;
  private static final int IDLE_CONNECTIONS = 2;
  private static final int SUBSCRIPTION_CONNECTIONS = 2;
  private static final int THREADS = 2;

  private RedisConnection() {}

  /**
   * Connects to Redis.
   *
   * @param patience how long to wait for a Redis that cannot be reached yet, zero for one attempt
   * @return the client; whoever opened it shuts it down
   * @throws RedisUnavailableException if Redis cannot be reached in that time, or refuses the
   *     credentials or the certificate, which no waiting repairs
   */
  public static RedissonClient open(RedisSettings settings, Duration patience) {
    requireNonNull(settings, "settings is null");
    requireNonNull(patience, "patience is null");
    long start = System.nanoTime();
    boolean announced = false;
    while (true) {
      try {
        return Redisson.create(config(settings));
      } catch (RedisException e) {
        if (isPermanent(e) || System.nanoTime() - start >= patience.toNanos()) {
          throw unavailable(settings, e);
        }
        if (!announced) {
          LOG.warn(
              "Waiting up to {} s for Redis at {}: {}",
              patience.toSeconds(),
              settings,
              rootCause(e).getMessage());
          announced = true;
        }
        pause(settings, e);
      }
    }
  }

  private static void pause(RedisSettings settings, RedisException failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(settings, failure);
    }
  }

  private static RedisUnavailableException unavailable(RedisSettings settings, RedisException e) {
    return new RedisUnavailableException(
        "Redis at %s cannot be used: %s. Check redis.url and that the server runs"
            .formatted(settings, rootCause(e).getMessage()),
        e);
  }

  private static boolean isPermanent(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisWrongPasswordException
          || cause instanceof RedisAuthRequiredException
          || cause instanceof SSLException
          || String.valueOf(cause.getMessage()).startsWith("NOPERM")) {
        return true;
      }
    }
    return false;
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Config config(RedisSettings settings) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config.setThreads(THREADS);
    config.setNettyThreads(THREADS);
    // Redisson repeats no batch with a script that Redis has forgotten, as after SCRIPT FLUSH.
    config.setUseScriptCache(false);
    String scheme = settings.tls().isPresent() ? "rediss://" : "redis://";
    if (settings.servers() instanceof RedisServers.Single single) {
      var server = config.useSingleServer();
      server.setAddress(scheme + single.address());
      server.setDatabase(single.database());
      server.setConnectionPoolSize(CONNECTIONS);
      server.setConnectionMinimumIdleSize(IDLE_CONNECTIONS);
      server.setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS);
      tune(server, settings);
    } else if (settings.servers() instanceof RedisServers.Sentinel sentinel) {
      var servers = config.useSentinelServers();
      sentinel.sentinels().forEach(address -> servers.addSentinelAddress(scheme + address));
      servers.setMasterName(sentinel.master());
      servers.setDatabase(sentinel.database());
      servers.setCheckSentinelsList(false);
      sentinel
          .sentinelCredentials()
          .ifPresent(
              known -> {
                known.user().ifPresent(servers::setSentinelUsername);
                servers.setSentinelPassword(known.password());
              });
      limitPools(servers);
      tune(servers, settings);
    } else if (settings.servers() instanceof RedisServers.Cluster cluster) {
      var servers = config.useClusterServers();
      cluster.nodes().forEach(address -> servers.addNodeAddress(scheme + address));
      limitPools(servers);
      tune(servers, settings);
    }
    return config;
  }

  private static void limitPools(BaseMasterSlaveServersConfig<?> servers) {
    // A replica may lag behind, and what was acknowledged must be read.
    servers.setReadMode(ReadMode.MASTER);
    servers.setSubscriptionMode(SubscriptionMode.MASTER);
    servers.setMasterConnectionPoolSize(CONNECTIONS);
    servers.setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS);
    servers.setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS);
  }

  private static void tune(BaseConfig<?> servers, RedisSettings settings) {
    servers.setRetryAttempts(0);
    servers.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    servers.setTimeout((int) COMMAND_TIMEOUT.toMillis());
    servers.setPingConnectionInterval((int) PING_INTERVAL.toMillis());
    servers.setReconnectionDelay(new ConstantDelay(RECONNECTION_DELAY));
    settings
        .credentials()
        .ifPresent(
            known -> {
              known.user().ifPresent(servers::setUsername);
              servers.setPassword(known.password());
            });
    settings.tls().ifPresent(tls -> encrypt(servers, tls));
  }

  private static void encrypt(BaseConfig<?> servers, RedisTls tls) {
    servers.setSslVerificationMode(
        tls.verifyHostname() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
    tls.trust().map(RedisKeys::trustManagers).ifPresent(servers::setSslTrustManagerFactory);
    tls.identity().map(RedisKeys::keyManagers).ifPresent(servers::setSslKeyManagerFactory);
  }
}
