package io.dromedary.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * A page of a table or view.
 *
 * @param columns the names of the columns, in order
 * @param data the rows, each with its columns in order
 * @param total the number of all rows that satisfy the filter
 * @param next the cursor of the next page, or null on the last one
 * @param version the id of the last edit that the data contains
 */
@JsonPropertyOrder({"data", "total", "next", "version"})
@JsonIgnoreProperties("columns")
public record TablePage(
    List<String> columns,
    List<Map<String, Object>> data,
    long total,
    String next,
    String version) {}
