package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.RunningApplication;

/** Holds the summary view against what GROUPING SETS over the leaves say. */
public final class ViewConsistency {
  private static final String VIEW =
      "SELECT supplier, brand, family, invoice_date_month, quantity, net_amount, grouping_set_id"
          + " FROM sales_summary_by_product_family";
  private static final String LEAVES =
      """
      SELECT supplier, brand, family, month, sum(quantity), sum(net_price), CASE
        WHEN grouping(family) = 0 THEN 0 WHEN grouping(brand) = 0 THEN 1 ELSE 2 END
      FROM (
        SELECT supplier, brand, family, strftime(invoice_date, '%Y-%m') AS month, quantity, net_price
        FROM sales JOIN product USING (product_id)
      )
      GROUP BY GROUPING SETS (
        (supplier, brand, family, month), (supplier, brand, month), (supplier, month))
      """;

  private ViewConsistency() {}

  public static void check(RunningApplication application) {
    assertThat(application.rows("(%s) EXCEPT ALL (%s)".formatted(VIEW, LEAVES)))
        .as("rows that the view alone has")
        .isEmpty();
    assertThat(application.rows("(%s) EXCEPT ALL (%s)".formatted(LEAVES, VIEW)))
        .as("rows that the view lacks")
        .isEmpty();
  }
}
