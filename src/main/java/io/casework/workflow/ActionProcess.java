package io.casework.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** The names that {@code bpmn/protective-action.bpmn} and this code share. */
final class ActionProcess {

  private ActionProcess() {}

  static final String PROTECTIVE_ACTION = "protective-action";
  static final String CASE_DECIDED = "CaseDecided";
  static final String NEXT_BEST_ACTION = "next-best-action";

  // Kept: later transactions read them.
  static final Variable<String> ACTION_KEY =
      Variable.kept("actionKey", Object::toString, value -> value);
  static final Variable<Instant> UNDO_UNTIL =
      Variable.kept("undoUntil", value -> ((Date) value).toInstant(), Date::from);

  // Passing: from one element to the next.
  static final Variable<Boolean> UNDOABLE =
      Variable.passing("undoable", Boolean.class::cast, value -> value);
  static final Variable<Boolean> LEGIT =
      Variable.passing("legit", Boolean.class::cast, value -> value);

  static final Set<Variable<?>> VARIABLES = Set.of(ACTION_KEY, UNDO_UNTIL, UNDOABLE, LEGIT);
}
