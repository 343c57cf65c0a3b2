package io.casework.bundle;

import io.casework.core.CaseEvent;
import io.casework.core.CaseId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to a bundle. */
record BundleFact(
    String kind,
    @Nullable CaseId caseId,
    @Nullable String correlationId,
    String actor,
    Map<String, Object> facts)
    implements CaseEvent {}
