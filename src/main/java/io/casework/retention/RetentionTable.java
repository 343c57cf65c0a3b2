package io.casework.retention;

import org.jspecify.annotations.Nullable;

/** Chooses a retention class; the table is {@code bpmn/decisions/retention-class.dmn}. */
public interface RetentionTable {

  /**
   * The class of a closed case; {@link IllegalStateException} when the table gives none.
   *
   * @param region {@code EU}, {@code ZA}, … as configured
   * @param outcome {@code confirm_fraud}, {@code legit}, {@code partial} or {@code auto_cleared}
   * @param route null for a case that was cleared without review
   */
  RetentionClass choose(String region, String outcome, @Nullable String route);
}
