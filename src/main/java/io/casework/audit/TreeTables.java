package io.casework.audit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tree in the database: leaves stand with their lines, roots of 256^l records apart. */
@Repository
class TreeTables implements HashTree.Tiles {

  private final JdbcClient jdbc;

  TreeTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<byte[]> read(int level, long tile) {
    var first = tile << 8;
    return level == 0
        ? jdbc.sql("select leaf from audit_line where seq between :a and :b order by seq")
            .param("a", first + 1)
            .param("b", first + 256)
            .query((row, n) -> row.getBytes("leaf"))
            .list()
        : jdbc.sql(
                """
                select hash from audit_node where level = :level and number between :a and :b
                order by number
                """)
            .param("level", level)
            .param("a", first)
            .param("b", first + 255)
            .query((row, n) -> row.getBytes("hash"))
            .list();
  }

  /** Stores the roots that became complete while the log grew; its lines are there already. */
  void grow(long from, long to) {
    for (int level = 1; from >> (8 * level) < to >> (8 * level); level++) {
      var tree = new HashTree(this);
      for (var number = from >> (8 * level); number < to >> (8 * level); number++) {
        jdbc.sql("insert into audit_node (level, number, hash) values (:level, :number, :hash)")
            .param("level", level)
            .param("number", number)
            .param("hash", tree.above(level, number))
            .update();
      }
    }
  }
}
