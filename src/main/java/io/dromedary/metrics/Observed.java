package io.dromedary.metrics;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.log.LogLag;
import io.dromedary.reload.ReloadHistory;
import io.dromedary.reply.OutcomeBoard;
import io.dromedary.webhook.WebhookStatistics;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;

/** The parts of the program whose numbers are told. */
public record Observed(
    Writer writer,
    Outbox outbox,
    OutcomeBoard board,
    Database database,
    LogLag lag,
    WebhookStatistics webhooks,
    ReloadHistory reloads) {
  public Observed {
    requireNonNull(writer, "writer is null");
    requireNonNull(outbox, "outbox is null");
    requireNonNull(board, "board is null");
    requireNonNull(database, "database is null");
    requireNonNull(lag, "lag is null");
    requireNonNull(webhooks, "webhooks is null");
    requireNonNull(reloads, "reloads is null");
  }
}
