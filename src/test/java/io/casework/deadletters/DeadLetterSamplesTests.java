package io.casework.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@CaseworkTest
class DeadLetterSamplesTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired Envelopes envelopes;
  @Autowired DeadLetterSamples samples;

  private final String id = TestEvents.id();

  private Map<String, Object> refused(String body) {
    desk.send(body);
    var hash = DeadLetters.sha256(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return await()
        .until(
            () ->
                jdbc.sql("select * from dead_letter where body_sha256 = :hash")
                    .param("hash", hash)
                    .query()
                    .listOfRows(),
            rows -> !rows.isEmpty())
        .get(0);
  }

  private Map<String, Object> row(Object deadLetter) {
    return jdbc.sql("select * from dead_letter where dead_letter_id = :id")
        .param("id", deadLetter)
        .query()
        .singleRow();
  }

  // The clock of everything else is left alone.
  private void seen(Map<String, Object> row, Duration ago) {
    jdbc.sql("update dead_letter set seen_at = :at where dead_letter_id = :id")
        .param("at", Utc.of(clock.instant().minus(ago)))
        .param("id", row.get("dead_letter_id"))
        .update();
  }

  private String open(Map<String, Object> row) {
    return envelopes.open(
        Samples.SAMPLE + row.get("dead_letter_id"),
        new Envelopes.Envelope((String) row.get("sample_key"), (String) row.get("sample")));
  }

  @Test
  void aSampleLiesSealedUnderItsOwnKey() {
    var row = refused("{\"id\":\"%s\",\"who\":\"canary-poison\"}".formatted(id));

    assertThat(row.toString()).doesNotContain("canary-poison");
    assertThat(open(row)).contains("canary-poison");
  }

  @Test
  void aSampleIsErasedAfterItsDaysAndTheRestStays() {
    var row = refused("{\"id\":\"%s\",\"n\":1}".formatted(id));
    seen(row, Duration.ofDays(89));
    samples.erase();
    assertThat(row(row.get("dead_letter_id")).get("sample")).isNotNull();

    seen(row, Duration.ofDays(91));
    assertThat(samples.erase()).isPositive();

    var left = row(row.get("dead_letter_id"));
    assertThat(left.get("sample")).isNull();
    assertThat(left.get("sample_key")).isNull();
    assertThat(left.get("reason")).isEqualTo("SCHEMA_INVALID");
    assertThat(left.get("body_sha256")).isEqualTo(row.get("body_sha256"));
  }

  @Test
  void aSampleOfAnOlderVersionIsSealed() {
    var row = refused("{\"id\":\"%s\",\"n\":2}".formatted(id));
    jdbc.sql(
            "update dead_letter set sample = 'old-sample', sample_key = null where dead_letter_id = :id")
        .param("id", row.get("dead_letter_id"))
        .update();

    assertThat(samples.sealOld()).isEqualTo(1);

    var sealed = row(row.get("dead_letter_id"));
    assertThat(sealed.toString()).doesNotContain("old-sample");
    assertThat(open(sealed)).isEqualTo("old-sample");
  }

  @Test
  void aLetterOfAnOlderVersionIsGroupedWithThoseOfThisOne() {
    var row = refused("{\"id\":\"%s\",\"n\":3}".formatted(id));
    jdbc.sql(
            """
            update dead_letter set signature = null, pointer = null, rule = null
            where dead_letter_id = :id
            """)
        .param("id", row.get("dead_letter_id"))
        .update();

    assertThat(samples.signOld()).isEqualTo(1);

    var signed = row(row.get("dead_letter_id"));
    assertThat(signed.get("signature")).isEqualTo(row.get("signature"));
    assertThat(signed.get("pointer")).isEqualTo(row.get("pointer"));
    assertThat(signed.get("rule")).isEqualTo(row.get("rule"));
  }
}
