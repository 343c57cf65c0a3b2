package io.casework.invariants;

import io.casework.CaseworkTest;

/** On H2. */
@CaseworkTest
class OracleTests extends OracleContract {

  @Override
  void tamper(String table, String sql) {
    jdbc.sql("drop trigger %s_append_only".formatted(table)).update();
    jdbc.sql(sql).update();
    jdbc.sql(
            """
            create trigger %1$s_append_only before update, delete on %1$s for each row
              call 'io.casework.audit.AppendOnly'
            """
                .formatted(table))
        .update();
  }
}
