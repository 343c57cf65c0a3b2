package io.casework.audit;

import io.casework.core.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trail of everything that happened, for reading only. */
public interface AuditTrail {

  /** All entries about one case, oldest first. */
  List<Entry> of(CaseId caseId);

  /** Entries between two instants that follow a sequence number, oldest first. */
  List<Entry> between(Instant from, Instant to, long after, int limit);

  /**
   * One fact as it was recorded.
   *
   * @param seq grows with every record
   * @param logSeq its place in the sealed log, by which its proof is asked for; null until it is
   *     taken in
   * @param roles the actor's groups at that time
   * @param reason the reason code that was given
   * @param from network address and door
   * @param node which start of which machine
   */
  record Entry(
      long seq,
      @Nullable Long logSeq,
      Instant at,
      String actor,
      List<String> roles,
      String kind,
      @Nullable String caseId,
      @Nullable String reason,
      @Nullable String from,
      @Nullable String node,
      @Nullable String correlationId,
      Map<String, Object> facts) {

    /** The same record with other facts. */
    public Entry with(Map<String, Object> others) {
      return new Entry(
          seq, logSeq, at, actor, roles, kind, caseId, reason, from, node, correlationId, others);
    }

    /** A fact's value as text, of a change what it became; null when it was not recorded. */
    public @Nullable String text(String fact) {
      var value = facts.get(fact);
      var now = value instanceof Map<?, ?> change ? change.get("after") : value;
      return now == null ? null : now.toString();
    }
  }
}
