package io.dromedary.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dromedary.redis.streams.RedisStreamsUnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(TroubleLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final TroubleLog log = new TroubleLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void theSameTroubleIsToldOnceAndAnotherAtOnce() {
    for (String trouble : new String[] {"disk full", "disk full", "disk full", "file is gone"}) {
      log.handleException("Cannot process", new SQLException(trouble));
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.ERROR);
    assertThat(lines.list)
        .extracting(line -> line.getThrowableProxy().getMessage())
        .containsExactly("disk full", "file is gone");
  }

  @Test
  void theEndOfTroubleIsToldOnceAndTheNextIsToldAnew() {
    log.over();
    assertThat(log.current()).isEmpty();

    log.handleException("Cannot process", new SQLException("disk full"));
    assertThat(log.current()).contains("disk full");

    log.over();
    log.over();
    assertThat(log.current()).isEmpty();

    log.handleException("Cannot process", new SQLException("disk full"));
    assertThat(lines.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.INFO, Level.ERROR);
  }

  @Test
  void troubleWithRedisIsLeftToTheStreams() {
    log.handleException(
        "Cannot process",
        new IllegalStateException(new RedisStreamsUnavailableException("Redis is away", null)));

    assertThat(lines.list).isEmpty();
    assertThat(log.current()).isEmpty();
  }
}
