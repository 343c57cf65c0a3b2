package io.casework.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact about the installation, or about a message that never became a case. */
public record OperationsEvent(
    String kind, @Nullable CaseId caseId, String actor, Map<String, Object> facts)
    implements CaseEvent {

  @Override
  public @Nullable String correlationId() {
    return null;
  }
}
