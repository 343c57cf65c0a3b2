package io.casework.cases;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case changed; published in the transaction of the change.
 *
 * @param before the record as it was, for those who count; null where the change is beside it
 */
public record CaseChanged(
    String kind,
    CaseId caseId,
    String correlationId,
    String actor,
    Map<String, Object> facts,
    @Nullable CaseRecord before)
    implements CaseEvent {

  public CaseChanged(
      String kind, CaseId caseId, String correlationId, String actor, Map<String, Object> facts) {
    this(kind, caseId, correlationId, actor, facts, null);
  }
}
