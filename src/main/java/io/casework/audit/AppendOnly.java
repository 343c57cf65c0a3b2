package io.casework.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's trigger for tables that grow and never change; H2 makes it by its name. */
public final class AppendOnly implements Trigger {

  /** For H2. */
  public AppendOnly() {}

  @Override
  public void fire(
      Connection connection,
      @Nullable Object @Nullable [] before,
      @Nullable Object @Nullable [] after)
      throws SQLException {
    throw new SQLException("this table is append-only", "42501");
  }
}
