package io.dromedary.log;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.StreamPositions;
import java.util.function.Supplier;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.redisson.api.RedissonClient;

/**
 * Where the writer's route goes on in the log: behind the last entry that the database holds,
 * whatever Redis thinks. Asked at the start and after every trouble, and then it also moves the
 * stream's own id forward if Redis has come back with an older one: a new entry must never get an
 * id that the writer has passed.
 */
public final class LogPosition extends ServiceSupport implements StateRepository<String, String> {
  private final RedissonClient client;
  private final Supplier<EditId> position;

  public LogPosition(RedissonClient client, Supplier<EditId> position) {
    this.client = requireNonNull(client, "client is null");
    this.position = requireNonNull(position, "position is null");
  }

  @Override
  public String getState(String stream) {
    EditId applied = position.get();
    StreamPositions.ensureAfter(client, stream, applied);
    return applied.toString();
  }

  @Override
  public void setState(String stream, String id) {
    throw new UnsupportedOperationException(
        "The writer stores its position in the database, together with what it has applied");
  }
}
