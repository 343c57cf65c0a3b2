package io.casework.deadletters;

import io.casework.core.Utc;
import io.casework.vault.Envelopes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
  private final DeadLetterProperties properties;
  private final Clock clock;

  DeadLetterSamples(
      JdbcClient jdbc, Envelopes envelopes, DeadLetterProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.envelopes = envelopes;
    this.properties = properties;
    this.clock = clock;
  }

  /** Returns how many samples were erased. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT30S")
  int erase() {
    var end = Utc.of(clock.instant().minus(Duration.ofDays(properties.sampleDays())));
    var erased =
        jdbc.sql(
                """
            update dead_letter set sample = null, sample_key = null, properties = null,
              properties_key = null
            where seen_at < :end and sample is not null
            """)
            .param("end", end)
            .update();
    // What was written of a letter is as personal as the letter.
    jdbc.sql(
            """
            update dead_letter_repair set content = null, content_key = null
            where content is not null and (taken_at < :end or not bulk and exists (
              select 1 from dead_letter l
              where l.repair_id = dead_letter_repair.repair_id and l.sample is null))
            """)
        .param("end", end)
        .update();
    return erased;
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

  /** Gives letters of an older version their signature; returns how many. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT15S")
  int signOld() {
    var unsigned =
        jdbc.sql(
                """
                select dead_letter_id, entity, reason, description from dead_letter
                where signature is null
                order by dead_letter_id fetch first :batch rows only for update skip locked
                """)
            .param("batch", BATCH)
            .query()
            .listOfRows();
    unsigned.forEach(this::sign);
    return unsigned.size();
  }

  private void sign(Map<String, Object> row) {
    // "pointer: rule", as the older version wrote it; "/" stood for the whole body.
    var said = String.valueOf(row.get("description")).split(": ", 2);
    var pointer = said[0].equals("/") || said.length == 1 ? "" : said[0];
    var rule = said[said.length - 1];
    jdbc.sql(
            """
            update dead_letter set pointer = :pointer, rule = :rule, signature = :signature
            where dead_letter_id = :id
            """)
        .param("pointer", pointer.length() > 500 ? pointer.substring(0, 500) : pointer)
        .param("rule", rule)
        .param(
            "signature",
            Signature.of(
                String.valueOf(row.get("entity")),
                String.valueOf(row.get("reason")),
                pointer,
                rule))
        .param("id", row.get("dead_letter_id"))
        .update();
  }

  private void seal(String id) {
    var clear =
        jdbc.sql("select sample from dead_letter where dead_letter_id = :id")
            .param("id", id)
            .query(String.class)
            .single();
    var sealed = envelopes.seal(Samples.SAMPLE + id, clear);
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
