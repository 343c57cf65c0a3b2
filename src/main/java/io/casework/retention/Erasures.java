package io.casework.retention;

import static io.casework.core.CaseEvent.SYSTEM;

import io.casework.cases.CaseChanged;
import io.casework.cases.CaseConflict;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases cases: on a lead's request that a second person confirms, or when their time is over. */
@Component
@Transactional
class Erasures {

  private static final String NOTE = "erasure";

  private final JdbcClient jdbc;
  private final Cases cases;
  private final CaseKeys keys;
  private final Retentions retentions;
  private final LegalHolds holds;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  Erasures(
      JdbcClient jdbc,
      Cases cases,
      CaseKeys keys,
      Retentions retentions,
      LegalHolds holds,
      ApplicationEventPublisher facts,
      Clock clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.keys = keys;
    this.retentions = retentions;
    this.holds = holds;
    this.facts = facts;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  Erasure get(CaseId caseId) {
    cases.get(caseId);
    return find(caseId).orElseThrow(() -> Refused.missing("erasure"));
  }

  /** Asks for an erasure; asked again, the later request counts. Done already, nothing changes. */
  Erasure request(CaseId caseId, ErasureReason reason, @Nullable String note, String actor) {
    var record = cases.lock(caseId);
    if (record.erasedAt() == null) {
      demandErasable(record);
      var sealed =
          note == null || note.isBlank()
              ? null
              : keys.of(caseId).seal(NOTE, PersonalText.required("/note", note));
      replace(caseId, reason, sealed, actor);
      facts.publishEvent(
          new CaseChanged(
              "erasure_requested",
              caseId,
              record.correlationId(),
              actor,
              Map.of("reason", reason.toString())));
    }
    return get(caseId);
  }

  /** A second person agrees: the case is erased. A repeat changes nothing. */
  Erasure confirm(CaseId caseId, String actor) {
    var record = cases.lock(caseId);
    var asked = get(caseId);
    if (record.erasedAt() == null) {
      if (asked.requestedBy().equals(actor)) {
        throw Refused.conflict("confirmed_by", "must be another person than " + actor);
      }
      erase(caseId, demandErasable(record), asked.reasonCode(), asked.requestedBy(), actor);
    }
    return get(caseId);
  }

  /** Erases a case whose time is over; false if it may not be erased any more, or is. */
  boolean expire(CaseId caseId) {
    var record = cases.lock(caseId);
    var over =
        retentions
            .find(caseId)
            .filter(retention -> !clock.instant().isBefore(retention.deleteAfter()));
    if (over.isEmpty() || record.erasedAt() != null) {
      return false;
    }
    demandErasable(record);
    replace(caseId, ErasureReason.RETENTION_EXPIRED, null, SYSTEM);
    var reason = ErasureReason.RETENTION_EXPIRED.toString();
    erase(caseId, over.get(), reason, SYSTEM, SYSTEM);
    return true;
  }

  private Retention demandErasable(CaseRecord record) {
    if (!record.closed()) {
      throw new CaseConflict("only a closed case can be erased");
    }
    holds.demandNone(record.caseId());
    var retention = retentions.of(record);
    if (!retention.erasableOnRequest() && clock.instant().isBefore(retention.keepUntil())) {
      throw Refused.conflict(
          "retention",
          "the case is kept until %s as %s"
              .formatted(retention.keepUntil(), retention.retentionClass()));
    }
    return retention;
  }

  private void erase(
      CaseId caseId, Retention retention, String reason, String requestedBy, String confirmedBy) {
    jdbc.sql(
            """
            update case_erasure set note = null, confirmed_by = :actor, confirmed_at = :now
            where case_id = :id
            """)
        .param("actor", confirmedBy)
        .param("now", Utc.of(clock.instant()))
        .param("id", caseId.value())
        .update();
    holds.forgetReasons(caseId);
    cases.erase(
        caseId, new Cases.Erasure(retention.retentionClass(), reason, requestedBy, confirmedBy));
  }

  private void replace(CaseId caseId, ErasureReason reason, @Nullable String note, String actor) {
    jdbc.sql("delete from case_erasure where case_id = :id").param("id", caseId.value()).update();
    jdbc.sql(
            """
            insert into case_erasure (case_id, reason_code, note, requested_by, requested_at)
            values (:id, :reason, :note, :actor, :now)
            """)
        .param("id", caseId.value())
        .param("reason", reason.toString())
        .param("note", note)
        .param("actor", actor)
        .param("now", Utc.of(clock.instant()))
        .update();
  }

  @Transactional(readOnly = true)
  Optional<Erasure> find(CaseId caseId) {
    return jdbc.sql("select * from case_erasure where case_id = :id")
        .param("id", caseId.value())
        .query(
            (row, number) ->
                new Erasure(
                    caseId.value(),
                    row.getString("reason_code"),
                    note(caseId, row.getString("note")),
                    row.getString("requested_by"),
                    Utc.read(row, "requested_at"),
                    row.getString("confirmed_by"),
                    Utc.readNullable(row, "confirmed_at")))
        .optional();
  }

  private @Nullable String note(CaseId caseId, @Nullable String stored) {
    return stored == null ? null : PersonalText.open(keys.find(caseId), NOTE, stored);
  }
}
