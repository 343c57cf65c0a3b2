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

  /** One fact as it was recorded; {@code seq} grows with every record. */
  record Entry(
      long seq,
      Instant at,
      String actor,
      String kind,
      @Nullable String caseId,
      @Nullable String correlationId,
      Map<String, Object> facts) {}
}
