package io.dromedary.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the program says when it is ready. */
final class Welcome {
  private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

  private Welcome() {}

  static void print(int port) {
    LOG.info(
        """
        Dromedary is ready on http://localhost:{} – open it in a browser.

        Try:
          curl "http://localhost:{}/view_table/sales_summary_by_product_family?limit=3"
          curl http://localhost:{}/update_cell -d '{"table":"sales","column":"quantity","value":"120","condition":"brand = '"'Brand A'"'"}'
          curl "http://localhost:{}/get_updates?limit=3"
        """,
        port,
        port,
        port,
        port);
  }
}
