package io.casework.workflow;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets nodes start one after the other: of two that make the engine's tables, indexes and groups at
 * the same moment one would fail.
 *
 * <p>A lock of the database, so that the turn of a node that dies is over at once.
 */
@Component
class StartTurn {

  private static final Duration REST = Duration.ofMillis(200);

  private final DataSource database;
  private @Nullable Connection turn;

  /**
   * @param migrated asked for only because it exists once our own tables do
   */
  StartTurn(DataSource database, JdbcClient migrated) {
    this.database = database;
  }

  /** Waits until no other node is starting. */
  synchronized void take() {
    try {
      var connection = database.getConnection();
      connection.setAutoCommit(false);
      while (!locked(connection)) {
        connection.rollback();
        LockSupport.parkNanos(REST.toNanos());
      }
      turn = connection;
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("no turn to start", e);
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select holder from lease where name = 'start' for update skip locked")) {
      return row.next();
    }
  }

  /** The next node may start. */
  synchronized void end() {
    if (turn == null) {
      return;
    }
    try (var connection = turn) {
      connection.rollback();
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("the turn to start could not be ended", e);
    } finally {
      turn = null;
    }
  }
}
