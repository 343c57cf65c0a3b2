package io.casework.intake;

import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases the samples of refused messages when their time is over, and seals those that an older
 * version left in clear. Reason, hash and size of the message stay.
 */
@Component
@Transactional
class DeadLetterSamples {

  private static final int BATCH = 100;

  private final JdbcClient jdbc;
  private final Envelopes envelopes;
  private final IntakeProperties properties;
  private final Clock clock;

  DeadLetterSamples(
      JdbcClient jdbc, Envelopes envelopes, IntakeProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.envelopes = envelopes;
    this.properties = properties;
    this.clock = clock;
  }

  /** Returns how many samples were erased. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT30S")
  int erase() {
    return jdbc.sql(
            """
            update dead_letter set sample = null, sample_key = null
            where seen_at < :end and sample is not null
            """)
        .param("end", Utc.of(clock.instant().minus(Duration.ofDays(properties.sampleDays()))))
        .update();
  }

  /** Returns how many samples were sealed. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
  int sealOld() {
    var ids =
        jdbc.sql(
                """
                select dead_letter_id from dead_letter
                where sample is not null and sample_key is null
                order by dead_letter_id fetch first :batch rows only for update skip locked
                """)
            .param("batch", BATCH)
            .query(String.class)
            .list();
    ids.forEach(this::seal);
    return ids.size();
  }

  private void seal(String id) {
    var clear =
        jdbc.sql("select sample from dead_letter where dead_letter_id = :id")
            .param("id", id)
            .query(String.class)
            .single();
    var sealed = envelopes.seal(DeadLetters.SAMPLE + id, clear);
    jdbc.sql(
            """
            update dead_letter set sample = :sample, sample_key = :key where dead_letter_id = :id
            """)
        .param("sample", sealed.sealed())
        .param("key", sealed.wrappedKey())
        .param("id", id)
        .update();
  }
}
