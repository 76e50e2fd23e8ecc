/**
 * The DuckDB file: its one writing connection, the readers' data source, schema migrations,
 * checkpoints and SQL templates. Only the writer may use the writing connection.
 */
package io.dromedary.duckdb;
