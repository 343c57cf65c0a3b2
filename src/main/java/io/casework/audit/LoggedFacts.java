package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.core.Invariant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log in the table is the chain of all facts: each line is what its fact becomes behind the
 * line before; of those that {@link RestoredLog} took from the archive there is no fact. Goes on
 * from where it was at the last time, and once a day from the beginning.
 */
@Component
class LoggedFacts implements Invariant {

  private static final int BATCH = 2000;

  /** So that a long log does not keep the other checks waiting. */
  private static final int MOST_AT_ONCE = 200_000;

  private static final Duration ANEW = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final LogTables log;
  private final Clock clock;
  private Position checked = new Position(0, "0".repeat(64));
  private Instant begun = Instant.MIN;

  LoggedFacts(JdbcClient jdbc, LogTables log, Clock clock) {
    this.jdbc = jdbc;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public String id() {
    return "I8c";
  }

  @Override
  public String promise() {
    return "The log is an unbroken chain of exactly the facts that were recorded.";
  }

  @Override
  public synchronized Breaches check(int examples) {
    if (clock.instant().isAfter(begun.plus(ANEW))) {
      checked = new Position(0, "0".repeat(64));
      begun = clock.instant();
    }
    var head = log.head();
    if (head.isEmpty()) {
      return Breaches.NONE;
    }
    var end = Math.min(head.get().size(), checked.seq() + MOST_AT_ONCE);
    while (checked.seq() < end) {
      var broken = follow(head.get(), Math.min(checked.seq() + BATCH, end));
      if (broken != null) {
        return new Breaches(1, List.of(broken));
      }
    }
    return end == head.get().size() && !checked.hash().equals(head.get().lastHash())
        ? new Breaches(1, List.of("the head is not the last line"))
        : Breaches.NONE;
  }

  /** Names the first line that is wrong; the position stays before it. */
  private @Nullable String follow(LogHead head, long to) {
    var at = checked;
    for (var stored : stored(at.seq() + 1, to)) {
      var seq = at.seq() + 1;
      if (stored.seq() != seq || !stored.follows(head.origin(), at.hash())) {
        return "record " + seq;
      }
      at = new Position(seq, Sha256.hex(Sha256.of(stored.bytes())));
    }
    if (at.seq() < to) {
      return "record " + (at.seq() + 1);
    }
    checked = at;
    return null;
  }

  private List<Stored> stored(long first, long last) {
    return jdbc.sql(
            """
            select l.seq as place, l.event_seq, l.line, e.* from audit_line l
            left join audit_event e on e.seq = l.event_seq
            where l.seq between :first and :last order by l.seq
            """)
        .param("first", first)
        .param("last", last)
        .query(
            (row, n) ->
                new Stored(
                    row.getLong("place"),
                    row.getLong("event_seq"),
                    row.getBytes("line"),
                    row.getString("kind") == null ? null : LogLine.of(row)))
        .list();
  }

  private record Position(long seq, String hash) {}

  private record Stored(long seq, long eventSeq, byte[] bytes, @Nullable LogLine fact) {

    boolean follows(String origin, String prev) {
      return fact == null
          ? eventSeq == -seq && new String(bytes, UTF_8).endsWith(",\"prev\":\"" + prev + "\"}\n")
          : Arrays.equals(bytes, fact.bytes(origin, seq, prev));
    }
  }
}
