package io.casework.core;

import java.util.List;

/**
 * Columns in which no personal text may ever stand in clear; offered as beans by the rooms that own
 * the table, and searched by the oracle.
 */
public record SealedColumns(String table, List<String> columns) {

  public SealedColumns {
    columns = List.copyOf(columns);
  }

  public SealedColumns(String table, String... columns) {
    this(table, List.of(columns));
  }
}
