package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.SetCells;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Puts into a SetCells in the body what its formulas refer to elsewhere. Waits for it without a
 * thread. Fails with the problem CELL_REFUSED if something cannot be fetched, and UNAVAILABLE if
 * too much is being fetched already.
 */
public final class ExternalFetch extends AsyncProcessorSupport {
  /** Exchange property, a Boolean: the edit may have entered the log. */
  private static final String FETCHED = "externalsFetched";

  private static final int ACCEPTED = 202;
  private static final int LEAST_SERVER_ERROR = 500;

  private final ExternalReferences references;
  private final ExternalRefreshes refreshes;
  private volatile ExternalCalls calls;

  ExternalFetch(ExternalReferences references, ExternalRefreshes refreshes) {
    this.references = requireNonNull(references, "references is null");
    this.refreshes = requireNonNull(refreshes, "refreshes is null");
  }

  void use(ExternalCalls newCalls) {
    calls = requireNonNull(newCalls, "newCalls is null");
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    SetCells edit = exchange.getMessage().getBody(SetCells.class);
    Map<CellKey, Set<String>> written;
    List<ExternalCell> cells;
    try {
      written = references.of(edit);
      cells = references.cells(edit, written);
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    // From here on, what is told of these cells is kept until the edit is there.
    refreshes.writing(written.keySet());
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                refreshes.written(written, mayBeUnderWay(done));
              }
            });
    calls.fetch(
        cells,
        results -> {
          exchange.setProperty(FETCHED, true);
          exchange.getMessage().setBody(edit.with(new Externals(results, List.of())));
          callback.done(false);
        },
        failure -> {
          exchange.setException(
              failure instanceof ExternalException external
                  ? references.refusal(edit, external)
                  : failure);
          callback.done(false);
        });
    return false;
  }

  /** Whether the edit may be in the log and not be applied yet. */
  private static boolean mayBeUnderWay(Exchange done) {
    int status = done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    return done.getProperty(FETCHED, false, Boolean.class)
        && (done.isFailed() || status == 0 || status == ACCEPTED || status >= LEAST_SERVER_ERROR);
  }
}
