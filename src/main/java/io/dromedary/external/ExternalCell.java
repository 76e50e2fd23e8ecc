package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A cell elsewhere that is to be fetched.
 *
 * @param url as a formula names it
 * @param webhooks what is to be called when it changes; none if that is arranged already
 */
record ExternalCell(String url, List<String> webhooks) {
  ExternalCell {
    requireNonNull(url, "url is null");
    webhooks = List.copyOf(webhooks);
  }
}
