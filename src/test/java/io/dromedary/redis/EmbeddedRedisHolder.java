package io.dromedary.redis;

import java.io.IOException;
import java.nio.file.Path;

/** A program with an embedded Redis: prints its pid and waits to be killed. */
final class EmbeddedRedisHolder {
  private EmbeddedRedisHolder() {}

  public static void main(String[] args) throws IOException {
    EmbeddedRedis redis =
        EmbeddedRedis.start(Path.of(args[0]), EmbeddedRedis.Options.defaults().withPort(0));
    System.out.println("redis " + redis.pid());
    System.in.readAllBytes();
  }
}
