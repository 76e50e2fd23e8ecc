/**
 * Reading over HTTP: pages of tables and views, grids of totals, what there is to read, and the
 * preview of an edit. A route of {@code routes/} turns a request into a query here, lets camel-jdbc
 * run its one statement on a reader's connection, and turns the rows into the answer here. Names in
 * SQL come from the models and are quoted; values are bound.
 */
package io.dromedary.query;
