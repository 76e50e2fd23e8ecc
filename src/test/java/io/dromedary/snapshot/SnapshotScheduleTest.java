package io.dromedary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.testing.SampleWorkbook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotScheduleTest {
  private static final Duration EVERY = Duration.ofHours(24);

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private SampleWorkbook workbook;
  private Snapshots snapshots;
  private SnapshotSchedule schedule;
  private int edits;

  /** Stands still until it is moved. */
  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void open() throws Exception {
    workbook = SampleWorkbook.open(folder, 1_000);
    snapshots =
        new Snapshots(
            workbook.writer(),
            new SnapshotSettings(folder.resolve("snapshots"), 3, Optional.of(EVERY)),
            folder,
            workbook.sql(),
            clock);
    schedule = new SnapshotSchedule(snapshots, Optional.of(EVERY), clock);
  }

  @AfterEach
  void close() throws Exception {
    workbook.close();
  }

  private void edit() throws Exception {
    workbook.apply(
        List.of(
            new LogEntry(
                new EditId(++edits, 0),
                "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":%d,\"condition\":\"product_id = 1\"}"
                    .formatted(edits))));
  }

  private List<EditId> positionsAfter(Duration time) throws Exception {
    clock.now = clock.now.plus(time);
    schedule.takeIfDue();
    return snapshots.list().stream().map(Snapshot::position).toList();
  }

  @Test
  void theFirstEditIsSavedSoonAndLaterOnesWhenTheLatestSnapshotIsOldEnough() throws Exception {
    assertThat(positionsAfter(Duration.ZERO)).isEmpty();
    edit();
    assertThat(positionsAfter(Duration.ZERO)).containsExactly(new EditId(1, 0));
    edit();
    assertThat(positionsAfter(EVERY.minusSeconds(1))).containsExactly(new EditId(1, 0));
    assertThat(positionsAfter(Duration.ofSeconds(1)))
        .containsExactly(new EditId(2, 0), new EditId(1, 0));
  }

  @Test
  void nothingIsSavedTwice() throws Exception {
    edit();
    positionsAfter(Duration.ZERO);

    assertThat(positionsAfter(EVERY)).containsExactly(new EditId(1, 0));
  }

  @Test
  void aFailureIsToldAndTriedAgainLater() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("snapshots"), "no folder");
    edit();
    schedule.takeIfDue();
    assertThat(schedule.failure()).hasValueSatisfying(one -> assertThat(one.reason()).isNotBlank());
    Files.delete(inTheWay);

    assertThat(positionsAfter(Duration.ofMinutes(9))).isEmpty();
    assertThat(schedule.failure()).isPresent();
    assertThat(positionsAfter(Duration.ofMinutes(1))).containsExactly(new EditId(1, 0));
    assertThat(schedule.failure()).isEmpty();
  }

  @Test
  void whatACrashHasLeftIsRemovedAndNeverListed() throws Exception {
    Path left = folder.resolve("snapshots/20260101T000000.000Z.unfinished");
    Files.createDirectories(left);
    Files.writeString(left.resolve("workbook.duckdb"), "half");
    edit();

    assertThat(positionsAfter(Duration.ZERO)).containsExactly(new EditId(1, 0));
    assertThat(left).doesNotExist();
  }
}
