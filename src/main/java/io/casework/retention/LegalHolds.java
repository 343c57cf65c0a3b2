package io.casework.retention;

import io.casework.cases.CaseChanged;
import io.casework.cases.CaseRecord;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Places and lifts legal holds; under the lock of the case, as its erasure is. */
@Component
@Transactional
public class LegalHolds {

  private final JdbcClient jdbc;
  private final Cases cases;
  private final CaseKeys keys;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  LegalHolds(
      JdbcClient jdbc, Cases cases, CaseKeys keys, ApplicationEventPublisher facts, Clock clock) {
    this.jdbc = jdbc;
    this.cases = cases;
    this.keys = keys;
    this.facts = facts;
    this.clock = clock;
  }

  /** All holds of a case, oldest first, also those that were lifted. */
  @Transactional(readOnly = true)
  public List<LegalHold> of(CaseId caseId) {
    var key = keys.find(caseId);
    return jdbc.sql("select * from case_hold where case_id = :id order by placed_at, hold_id")
        .param("id", caseId.value())
        .query(
            (row, number) -> {
              var holdId = row.getString("hold_id");
              return new LegalHold(
                  holdId,
                  row.getString("reference"),
                  PersonalText.open(key, "hold/" + holdId, row.getString("reason")),
                  row.getString("placed_by"),
                  Utc.read(row, "placed_at"),
                  row.getString("lifted_by"),
                  Utc.readNullable(row, "lifted_at"),
                  Optional.ofNullable(row.getString("lift_reason"))
                      .map(text -> PersonalText.open(key, "lift/" + holdId, text))
                      .orElse(null));
            })
        .list();
  }

  LegalHold place(
      CaseId caseId, @Nullable String reference, @Nullable String reason, String actor) {
    var record = cases.lock(caseId);
    var holdId = UUID.randomUUID().toString();
    var named = PersonalText.reference(reference);
    var why = PersonalText.required("/reason", reason);
    jdbc.sql(
            """
            insert into case_hold (hold_id, case_id, reference, reason, placed_by, placed_at)
            values (:hold, :id, :reference, :reason, :actor, :now)
            """)
        .param("hold", holdId)
        .param("id", caseId.value())
        .param("reference", named)
        .param("reason", keys.of(caseId).seal("hold/" + holdId, why))
        .param("actor", actor)
        .param("now", Utc.of(clock.instant()))
        .update();
    publish("hold_placed", record, holdId, named, actor);
    return find(caseId, holdId);
  }

  /** Lifts a hold; a conflict if it does not stand any more. */
  LegalHold lift(CaseId caseId, String holdId, @Nullable String reason, String actor) {
    var record = cases.lock(caseId);
    var hold = find(caseId, holdId);
    if (!hold.stands()) {
      throw Refused.conflict("hold", "was lifted on " + hold.liftedAt());
    }
    var why = PersonalText.required("/reason", reason);
    jdbc.sql(
            """
            update case_hold set lifted_by = :actor, lifted_at = :now, lift_reason = :reason
            where hold_id = :hold
            """)
        .param("actor", actor)
        .param("now", Utc.of(clock.instant()))
        .param("reason", keys.of(caseId).seal("lift/" + holdId, why))
        .param("hold", holdId)
        .update();
    publish("hold_lifted", record, holdId, hold.reference(), actor);
    return find(caseId, holdId);
  }

  /** Ends in a conflict that names the hold, if one stands. */
  void demandNone(CaseId caseId) {
    of(caseId).stream()
        .filter(LegalHold::stands)
        .findFirst()
        .ifPresent(
            hold -> {
              throw Refused.conflict(
                  "holds", "hold %s (%s) stands".formatted(hold.holdId(), hold.reference()));
            });
  }

  /** When the case is erased: that it was held, by whom and under which reference, stays. */
  void forgetReasons(CaseId caseId) {
    jdbc.sql(
            """
            update case_hold set reason = :text,
              lift_reason = case when lift_reason is null then null else :text end
            where case_id = :id
            """)
        .param("text", PersonalText.ERASED)
        .param("id", caseId.value())
        .update();
  }

  private LegalHold find(CaseId caseId, String holdId) {
    return of(caseId).stream()
        .filter(hold -> hold.holdId().equals(holdId))
        .findFirst()
        .orElseThrow(() -> Refused.missing("hold"));
  }

  private void publish(
      String kind, CaseRecord record, String holdId, String reference, String actor) {
    facts.publishEvent(
        new CaseChanged(
            kind,
            record.caseId(),
            record.correlationId(),
            actor,
            Map.of("hold_id", holdId, "reference", reference)));
  }
}
