package io.casework.decision.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Past payments on which a draft of a rule can be tried. */
public interface RecentTransactions {

  /** The latest payments, newest first. */
  List<Past> latest(int count);

  /**
   * A payment with what was known of it then.
   *
   * @param fraud what people found out since; null while nobody knows
   */
  record Past(String transactionId, Facts facts, @Nullable Boolean fraud) {}
}
