package io.casework.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact that some room publishes and that the audit trail records in the same transaction.
 *
 * <p>Facts carry ids, decisions and numbers, nothing personal: they are kept for years and shown to
 * auditors.
 */
public interface CaseEvent {

  /** Who acts when nobody does: timers, listeners, steps. */
  String SYSTEM = "system";

  /** The fact's name in snake case: {@code case_resolved}. */
  String kind();

  /** The case it is about; null for facts about the installation. */
  @Nullable CaseId caseId();

  /** The id that follows the payment through all systems. */
  @Nullable String correlationId();

  /** User id of the person who acted, or {@link #SYSTEM}. */
  String actor();

  /** What happened, by field name; values are text, numbers or booleans. */
  Map<String, Object> facts();
}
