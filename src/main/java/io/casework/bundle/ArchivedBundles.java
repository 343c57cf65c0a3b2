package io.casework.bundle;

import io.casework.core.CaseId;
import io.casework.core.Invariant;
import io.casework.core.Utc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The archive has what was sealed. Reading all of it takes too long, so each time a few that were
 * sealed since the last time are read, and when there are no more, it begins with the first again.
 */
@Component
class ArchivedBundles implements Invariant {

  private static final int SAMPLE = 25;
  private static final OffsetDateTime FIRST =
      OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final JdbcClient jdbc;
  private final Shelf shelf;
  private OffsetDateTime after = FIRST;

  ArchivedBundles(JdbcClient jdbc, Shelf shelf) {
    this.jdbc = jdbc;
    this.shelf = shelf;
  }

  @Override
  public String id() {
    return "I9c";
  }

  @Override
  public String promise() {
    return "The archive holds each sealed bundle with the sum that was recorded (a sample).";
  }

  @Override
  public synchronized Breaches check(int examples) {
    var sample = sample();
    var broken = new ArrayList<String>();
    for (var sealed : sample) {
      if (!kept(sealed)) {
        broken.add("%s v%d".formatted(sealed.caseId(), sealed.version()));
      }
    }
    // A broken one stays in the sample until it is mended.
    if (broken.isEmpty()) {
      after = sample.size() < SAMPLE ? FIRST : Utc.of(sample.get(SAMPLE - 1).madeAt());
    }
    return new Breaches(broken.size(), broken.stream().limit(examples).toList());
  }

  private List<Sealed> sample() {
    return jdbc.sql(
            """
            select * from case_bundle where state = 'sealed' and made_at > :after
            order by made_at, case_id, version fetch first :sample rows only
            """)
        .param("after", after)
        .param("sample", SAMPLE)
        .query(
            (row, number) ->
                new Sealed(
                    new CaseId(row.getString("case_id")),
                    row.getInt("version"),
                    Utc.read(row, "made_at"),
                    row.getString("redacted_sha256"),
                    row.getString("full_stored_sha256")))
        .list();
  }

  private boolean kept(Sealed sealed) {
    try {
      return shelf.holds(
          sealed.caseId(), sealed.version(), sealed.redactedSha256(), sealed.fullStoredSha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Sealed(
      CaseId caseId,
      int version,
      Instant madeAt,
      @Nullable String redactedSha256,
      @Nullable String fullStoredSha256) {}
}
