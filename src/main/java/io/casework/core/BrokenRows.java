package io.casework.core;

import java.util.Map;

/**
 * An invariant as a query: every row that it finds is a breach. The oracle runs it; the room whose
 * tables it reads only says it.
 *
 * <p>The query may name these moments: {@code :now}; {@code :settled}, before which all that was
 * begun should be finished; {@code :patient}, before which nothing should wait any longer for
 * somebody else; {@code :overdue}, before which nothing should have been due; {@code :since}, from
 * which finished things are looked at. With {@code _local} behind, they fit the engine's columns,
 * which have no time zone.
 *
 * @param id as in {@link Invariant#id()}
 * @param promise as in {@link Invariant#promise()}
 * @param sql selects one column {@code broken}: what to call the breach, nothing personal
 * @param parameters what else the query names
 */
public record BrokenRows(String id, String promise, String sql, Map<String, Object> parameters) {

  public BrokenRows {
    parameters = Map.copyOf(parameters);
  }

  public BrokenRows(String id, String promise, String sql) {
    this(id, promise, sql, Map.of());
  }
}
