package io.casework.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions on H2 that are in the file when their commit returns, many with one write.
 *
 * <p>H2 either writes after a delay, and loses what was reported at a {@code kill -9}, or writes at
 * each commit, which took half of the processor's time. Here commits that come together share a
 * checkpoint: who comes while one is written waits for the next.
 */
class GroupCommit extends JdbcTransactionManager {

  private static final long serialVersionUID = 1;

  private final AtomicLong committed = new AtomicLong();
  private final ReentrantLock turn = new ReentrantLock();
  private long written;

  GroupCommit(DataSource database) {
    super(database);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    super.doCommit(status);
    if (!status.isReadOnly()) {
      var support = (JdbcTransactionObjectSupport) status.getTransaction();
      awaitWritten(committed.incrementAndGet(), support.getConnectionHolder().getConnection());
    }
  }

  private void awaitWritten(long mine, Connection connection) {
    turn.lock();
    try {
      if (written < mine) {
        // Whatever is committed before the checkpoint begins is in it.
        var all = committed.get();
        checkpoint(connection);
        written = all;
      }
    } finally {
      turn.unlock();
    }
  }

  private static void checkpoint(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new TransactionSystemException("committed, but not written", e);
    }
  }
}
