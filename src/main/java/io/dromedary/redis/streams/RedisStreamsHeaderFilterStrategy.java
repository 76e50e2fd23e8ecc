package io.dromedary.redis.streams;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/** Keeps an entry's fields from setting Camel's own headers, whatever their case. */
public class RedisStreamsHeaderFilterStrategy extends DefaultHeaderFilterStrategy {
  public RedisStreamsHeaderFilterStrategy() {
    setLowerCase(true);
    setOutFilterStartsWith(CAMEL_FILTER_STARTS_WITH);
    setInFilterStartsWith(CAMEL_FILTER_STARTS_WITH);
  }
}
