package io.casework.workflow;

import java.util.Set;

/** The names that {@code bpmn/dead-letter-repair.bpmn} and this code share. */
final class RepairProcess {

  private RepairProcess() {}

  static final String REPAIR = "dead-letter-repair";
  static final String MEND_MESSAGE = "mendMessage";
  static final String APPROVE_MESSAGE = "approveMessage";
  static final Set<String> TASKS = Set.of(MEND_MESSAGE, APPROVE_MESSAGE);

  // What people say when they complete a task, and what follows from it.
  static final String HANDED_IN = "handed_in";
  static final String PUT_BACK = "put_back";
  static final String APPROVED = "approved";
  static final String RETURNED = "returned";

  // Passing: from one element to the next; of the message itself nothing is ever a variable.
  static final Variable<String> ANSWER =
      Variable.passing("answer", Object::toString, value -> value);
  static final Variable<String> RETURN_REASON =
      Variable.passing("returnReason", Object::toString, value -> value);
  static final Variable<String> VERDICT =
      Variable.passing("verdict", Object::toString, value -> value);
  static final Variable<Boolean> MORE_TO_SEND =
      Variable.passing("moreToSend", Boolean.class::cast, value -> value);

  static final Set<Variable<?>> VARIABLES = Set.of(ANSWER, RETURN_REASON, VERDICT, MORE_TO_SEND);
}
