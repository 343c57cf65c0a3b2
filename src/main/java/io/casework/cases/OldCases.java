package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.lease.Leases;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import io.casework.vault.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what older versions wrote in clear: a few cases at a time, each in its own transaction, so
 * that it can stop and go on at any point and on any node.
 */
@Component
class OldCases {

  private static final Logger log = LoggerFactory.getLogger(OldCases.class);
  private static final int BATCH = 100;
  private static final Duration REST = Duration.ofDays(1);
  private static final Duration SPAN = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final CaseKeys keys;
  private final Tokens tokens;
  private final Leases leases;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private String after = "";
  private Instant next = Instant.MIN;

  OldCases(
      JdbcClient jdbc,
      CaseKeys keys,
      Tokens tokens,
      Leases leases,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.keys = keys;
    this.tokens = tokens;
    this.leases = leases;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Works through all there are, then looks again once a day: an older node may still write. */
  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT10S")
  void tick() {
    if (leases.take("old-cases", SPAN) && !clock.instant().isBefore(next) && sealSome() == 0) {
      after = "";
      next = clock.instant().plus(REST);
    }
  }

  /** Seals the next few; returns how many were tried. */
  int sealSome() {
    var ids =
        jdbc.sql(
                """
                select case_id from case_record where not sealed and case_id > :after
                order by case_id fetch first :batch rows only
                """)
            .param("after", after)
            .param("batch", BATCH)
            .query(String.class)
            .list();
    for (var id : ids) {
      try {
        transaction.executeWithoutResult(status -> seal(new CaseId(id)));
      } catch (RuntimeException e) {
        log.error("case {} cannot be sealed yet: {}", id, e.getClass().getSimpleName());
      }
      after = id;
    }
    return ids.size();
  }

  private void seal(CaseId caseId) {
    var user =
        jdbc.sql("select user_id from case_record where case_id = :id and not sealed for update")
            .param("id", caseId.value())
            .query(String.class)
            .list();
    if (user.isEmpty()) {
      return; // sealed by another node
    }
    var key = keys.of(caseId);
    seal(key, caseId, new Column("case_document", "body", "case_id", any -> CaseTexts.BODY));
    seal(
        key, caseId, new Column("case_document", "findings", "case_id", any -> CaseTexts.FINDINGS));
    seal(key, caseId, new Column("case_note", "text", "note_id", CaseTexts::note));
    seal(key, caseId, new Column("case_resolution", "note", "number", CaseTexts::resolution));
    seal(key, caseId, new Column("case_snapshot", "content", "version", CaseTexts::snapshot));
    jdbc.sql("update case_record set user_id = :token, sealed = true where case_id = :id")
        .param("token", tokens.of(user.get(0)))
        .param("id", caseId.value())
        .update();
  }

  private void seal(CaseKey key, CaseId caseId, Column column) {
    var clear =
        jdbc.sql(
                "select cast(%s as varchar) as row_key, %s as text from %s where case_id = :id and %s is not null"
                    .formatted(column.key(), column.name(), column.table(), column.name()))
            .param("id", caseId.value())
            .query((row, number) -> Map.entry(row.getString("row_key"), row.getString("text")))
            .list();
    for (var text : clear) {
      if (!CaseKey.sealed(text.getValue())) {
        jdbc.sql(
                "update %s set %s = :text where case_id = :id and cast(%s as varchar) = :key"
                    .formatted(column.table(), column.name(), column.key()))
            .param("text", key.seal(column.place().apply(text.getKey()), text.getValue()))
            .param("id", caseId.value())
            .param("key", text.getKey())
            .update();
      }
    }
  }

  /**
   * A column with personal texts.
   *
   * @param key tells the case's rows apart
   * @param place of the text, by that key
   */
  private record Column(String table, String name, String key, Function<String, String> place) {}
}
