package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.alerts.AlertReader;
import io.casework.alerts.AlertSource;
import io.casework.alerts.IncomingAlert;
import io.casework.alerts.SourceFailed;
import io.casework.core.Refused;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/**
 * Flagged transactions in a database of others, over a read-only connection of each look's own.
 *
 * <p>A look covers the time since the last complete one, however long ago, and a window before that
 * for rows that were committed late; a thorough look a day. Rows that were handed over as they are
 * now are left out; a row that was changed since is another alert. The mark moves when all rows are
 * handed over: those of a look that broke off are known by themselves.
 */
final class TransactionTable implements AlertSource {

  private static final Logger log = LoggerFactory.getLogger(TransactionTable.class);
  private static final int MOST_OF_ID = 100;

  private final TableProperties properties;
  private final SourcePositions positions;
  private final Clock clock;
  private final String key;

  TransactionTable(TableProperties properties, SourcePositions positions, Clock clock) {
    this.properties = properties;
    this.positions = positions;
    this.clock = clock;
    this.key = "table:" + Digest.of(properties.connection().address() + "\n" + properties.query());
  }

  @Override
  public String name() {
    return "table";
  }

  @Override
  public Duration pace() {
    return properties.pace();
  }

  @Override
  public void collect(boolean thorough, Taker into) {
    var mark = positions.find(key).map(SourcePositions.Position::reached).orElse(null);
    var until = clock.instant();
    var from = mark == null || until.isBefore(Instant.parse(mark)) ? until : Instant.parse(mark);
    var since = from.minus(thorough ? properties.lookback() : properties.window());
    try {
      read(since, until, into);
      positions.move(key, mark, until.toString());
      positions.forget(key, from.minus(properties.lookback()));
    } catch (SQLException e) {
      // The message may quote a row; the state says what kind of failure it is.
      throw new SourceFailed("the table cannot be read: SQL state " + e.getSQLState());
    } catch (Overtaken e) {
      log.info("{}", e.getMessage());
    }
  }

  private void read(Instant since, Instant until, Taker into) throws SQLException {
    var query = NamedParameterUtils.parseSqlStatement(properties.query());
    var times =
        new MapSqlParameterSource()
            .addValue("since", since.atOffset(ZoneOffset.UTC))
            .addValue("until", until.atOffset(ZoneOffset.UTC));
    try (var connection = connect();
        var statement =
            connection.prepareStatement(
                NamedParameterUtils.substituteNamedParameters(query, times))) {
      statement.setFetchSize(properties.fetchSize());
      statement.setQueryTimeout((int) properties.timeout().toSeconds());
      var values = NamedParameterUtils.buildValueArray(query, times, null);
      for (int value = 0; value < values.length; value++) {
        statement.setObject(value + 1, values[value]);
      }
      hand(statement, into);
    }
  }

  // PostgreSQL streams only where a transaction is open.
  private Connection connect() throws SQLException {
    var given = properties.connection();
    var options = new Properties();
    if (given.userName() != null) {
      options.setProperty("user", given.userName());
    }
    if (given.password() != null) {
      options.setProperty("password", given.password());
    }
    if (given.address().startsWith("jdbc:postgresql:")) {
      options.setProperty("connectTimeout", "5");
      options.setProperty("loginTimeout", "5");
      options.setProperty("socketTimeout", "" + (properties.timeout().toSeconds() + 5));
    }
    var connection = DriverManager.getConnection(given.address(), options);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  private void hand(PreparedStatement statement, Taker into) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var labels = labels(rows);
      var batch = new LinkedHashMap<String, ObjectNode>();
      while (rows.next()) {
        var payload = payload(rows, labels);
        batch.put(Digest.of(payload.toString()), payload);
        if (batch.size() == AlertSource.BATCH) {
          hand(batch, into);
          batch.clear();
        }
      }
      hand(batch, into);
    }
  }

  private void hand(Map<String, ObjectNode> batch, Taker into) {
    batch.keySet().removeAll(positions.seen(key, batch.keySet()));
    if (batch.isEmpty()) {
      return;
    }
    var items = List.copyOf(batch.keySet());
    var alerts = new ArrayList<IncomingAlert>();
    var wrong = new LinkedHashMap<String, String>();
    for (var payload : batch.values()) {
      try {
        alerts.add(AlertReader.read(name(), payload));
      } catch (Refused e) {
        log.warn("transaction {} is no alert: {}", id(payload), e.getMessage());
        wrong.put(id(payload), e.getMessage());
      }
    }
    // Before they count as seen: told twice rather than never.
    wrong.forEach((id, why) -> into.failed("transaction " + id, why));
    if (alerts.isEmpty()) {
      positions.see(key, items);
    } else {
      into.take(alerts, () -> positions.see(key, items));
    }
  }

  private static String id(ObjectNode payload) {
    var id = payload.path("txn_id").asText("?").replaceAll("[^A-Za-z0-9._-]", "_");
    return id.substring(0, Math.min(id.length(), MOST_OF_ID));
  }

  private static List<String> labels(ResultSet rows) throws SQLException {
    var columns = rows.getMetaData();
    var labels = new ArrayList<String>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      labels.add(columns.getColumnLabel(column).toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  private ObjectNode payload(ResultSet row, List<String> labels) throws SQLException {
    var payload = JsonNodeFactory.instance.objectNode().put("source", name());
    for (int column = 0; column < labels.size(); column++) {
      put(payload, labels.get(column), row.getObject(column + 1), row, column + 1);
    }
    ScoreHint.add(payload, properties.hintHighFrom());
    return payload;
  }

  private static void put(
      ObjectNode payload, String label, @Nullable Object value, ResultSet row, int column)
      throws SQLException {
    if (value == null || value instanceof byte[]) {
      payload.putNull(label);
    } else if (value instanceof Boolean flag) {
      payload.put(label, flag);
    } else if (value instanceof Number) {
      payload.put(label, new BigDecimal(value.toString()));
    } else {
      var time = time(value);
      payload.put(label, time == null ? row.getString(column) : time.toString());
    }
  }

  /** Times without a zone are UTC. */
  private static @Nullable Instant time(Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return value instanceof Timestamp time ? time.toInstant() : null;
  }
}
