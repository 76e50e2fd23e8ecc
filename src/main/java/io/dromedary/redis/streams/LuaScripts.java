package io.dromedary.redis.streams;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that run inside Redis, each atomically. */
final class LuaScripts {
  static final String APPEND = read("append.lua");
  static final String CLAIM = read("claim.lua");
  static final String BURY = read("bury.lua");
  static final String PING = "return redis.call('PING')";

  private LuaScripts() {}

  private static String read(String name) {
    try (InputStream script =
        requireNonNull(LuaScripts.class.getResourceAsStream(name), name + " is missing")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
