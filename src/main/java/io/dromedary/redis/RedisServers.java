package io.dromedary.redis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Which servers make up the Redis. */
public sealed interface RedisServers {
  /** The number of the database, mostly 0. */
  int database();

  /**
   * One server.
   *
   * @param database the number of the database, mostly 0
   */
  record Single(RedisAddress address, int database) implements RedisServers {
    public Single {
      requireNonNull(address, "address is null");
    }
  }

  /**
   * A master with replicas, found by asking sentinels.
   *
   * @param master the name under which the sentinels know the master
   * @param sentinelCredentials those for the sentinels themselves, which are mostly open
   */
  record Sentinel(
      List<RedisAddress> sentinels,
      String master,
      int database,
      Optional<RedisCredentials> sentinelCredentials)
      implements RedisServers {
    public Sentinel {
      sentinels = List.copyOf(sentinels);
      requireNonNull(master, "master is null");
      requireNonNull(sentinelCredentials, "sentinelCredentials is null");
    }
  }

  /**
   * A Redis Cluster.
   *
   * @param nodes some of its nodes; the others are learnt from these
   */
  record Cluster(List<RedisAddress> nodes) implements RedisServers {
    public Cluster {
      nodes = List.copyOf(nodes);
    }

    /** A cluster has only one. */
    @Override
    public int database() {
      return 0;
    }
  }
}
