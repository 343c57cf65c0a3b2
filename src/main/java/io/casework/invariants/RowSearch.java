package io.casework.invariants;

import io.casework.core.BrokenRows;
import io.casework.core.Invariant.Breaches;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs the queries of the rooms: one statement each, so that it sees one moment. */
@Component
class RowSearch {

  private final JdbcClient jdbc;
  private final InvariantProperties properties;
  private final Clock clock;

  RowSearch(DataSource database, InvariantProperties properties, Clock clock) {
    var template = new JdbcTemplate(database);
    template.setQueryTimeout((int) properties.timeout().toSeconds());
    this.jdbc = JdbcClient.create(template);
    this.properties = properties;
    this.clock = clock;
  }

  Breaches run(BrokenRows rows, Instant since) {
    var found =
        jdbc.sql(
                """
                select broken, count(*) over () as found from (%s) breaches
                order by broken fetch first :examples rows only
                """
                    .formatted(rows.sql()))
            .params(Moments.at(clock.instant(), since, properties))
            .params(rows.parameters())
            .param("examples", properties.examples())
            .query((row, number) -> Map.entry(row.getLong("found"), text(row.getString("broken"))))
            .list();
    return found.isEmpty()
        ? Breaches.NONE
        : new Breaches(found.get(0).getKey(), found.stream().map(Map.Entry::getValue).toList());
  }

  private static String text(String broken) {
    return broken == null ? "?" : broken;
  }
}
