package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.PathParameters;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls that tell of a change in a cell that the one in the path refers to. Nothing in the
 * body is believed. Never blocks.
 */
public final class ExternalWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalWebhook.class);
  private static final int OK = 200;

  private final ExternalRefreshes refreshes;
  private final OwnUrls urls;

  ExternalWebhook(ExternalRefreshes refreshes, OwnUrls urls) {
    this.refreshes = requireNonNull(refreshes, "refreshes is null");
    this.urls = requireNonNull(urls, "urls is null");
  }

  /** Answers 200 and has the cell refreshed, unless the change has come through it already. */
  public void accept(Exchange exchange) {
    Message message = exchange.getMessage();
    CellKey key =
        CellKey.of(PathParameters.get(message, "sheet"), PathParameters.get(message, "cell"));
    refresh(key, Via.parse(message.getHeader(Via.HEADER)));
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, OK);
    message.setBody(null);
  }

  private void refresh(CellKey key, Optional<Via> via) {
    String own = urls.cell(key);
    if (via.isPresent() && via.get().contains(own)) {
      LOG.debug("A change has come back to {} and ends there", own);
      return;
    }
    via.flatMap(way -> way.through(own))
        .ifPresentOrElse(
            way -> refreshes.told(key, way),
            () -> LOG.info("A change has come through too many cells and ends at {}", own));
  }
}
