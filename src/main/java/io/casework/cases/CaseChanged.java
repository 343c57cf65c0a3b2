package io.casework.cases;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import java.util.Map;

/** A case changed; published in the transaction of the change. */
public record CaseChanged(
    String kind, CaseId caseId, String correlationId, String actor, Map<String, Object> facts)
    implements CaseEvent {}
