package io.casework.workflow;

import io.casework.core.Priority;
import io.casework.core.Route;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.Function;

/** The names that {@code bpmn/} and this code share; {@code ModelTests} keeps them equal. */
final class CaseProcess {

  private CaseProcess() {}

  static final String INTAKE = "case-intake";
  static final String REVIEW = "case-review";
  static final String ESCALATION = "case-escalation";
  static final String REVIEW_CASE = "reviewCase";
  static final String DUE_SOON = "dueSoon";
  static final String SLA_BREACHED = "slaBreached";
  static final String CASE_REOPENED = "CaseReopened";
  static final String ESCALATION_REQUESTED = "EscalationRequested";
  static final String AUTO_CLEAR = "auto-clear";

  // Kept: filters and Cockpit show them, and later transactions read them.
  static final Variable<Route> ROUTE =
      Variable.kept("route", value -> Route.of((String) value), Route::toString);
  static final Variable<Integer> ROUND =
      Variable.kept("round", value -> ((Number) value).intValue(), value -> value);
  static final Variable<Integer> ESCALATION_LEVEL =
      Variable.kept("escalationLevel", value -> ((Number) value).intValue(), value -> value);
  static final Variable<String> ESCALATION_REASON =
      Variable.kept("escalationReason", Object::toString, value -> value);
  static final Variable<String> DECISION =
      Variable.kept("decision", Object::toString, value -> value);
  static final Variable<String> REASON_CODE =
      Variable.kept("reasonCode", Object::toString, value -> value);
  static final Variable<Boolean> RETRAINING_DUE =
      Variable.kept("retrainingDue", Boolean.class::cast, value -> value);

  // Passing: from one element to the next within a transaction.
  static final Variable<String> ROUTING =
      Variable.passing("route", Object::toString, value -> value);
  static final Variable<Double> SCORE = number("score");
  static final Variable<Double> THRESHOLD_MID = number("thresholdMid");
  static final Variable<Double> THRESHOLD_HIGH = number("thresholdHigh");
  static final Variable<Boolean> KYC = flag("kyc");
  static final Variable<Boolean> MERCHANT_ESCALATION = flag("merchantEscalation");
  static final Variable<Boolean> CONTROL_SAMPLE = flag("controlSample");
  static final Variable<Boolean> REVIEW_REQUESTED = flag("reviewRequested");
  static final Variable<Integer> POLICY_LEVEL =
      Variable.passing("escalationLevel", value -> ((Number) value).intValue(), value -> value);
  static final Variable<String> ASSIGNEE =
      Variable.passing("assignee", Object::toString, value -> value);
  static final Variable<String> QUEUE_GROUP =
      Variable.passing("queueGroup", Object::toString, value -> value);
  static final Variable<Priority> TASK_PRIORITY =
      Variable.passing(
          "taskPriority", value -> Priority.valueOf((String) value), Priority::taskPriority);
  static final Variable<Instant> DUE_AT = instant("dueAt");
  static final Variable<Instant> REMIND_AT = instant("remindAt");
  static final Variable<String> NOTE = Variable.passing("note", Object::toString, value -> value);

  static final Set<Variable<?>> VARIABLES =
      Set.of(
          ROUTE,
          ROUND,
          ESCALATION_LEVEL,
          ESCALATION_REASON,
          DECISION,
          REASON_CODE,
          RETRAINING_DUE,
          SCORE,
          THRESHOLD_MID,
          THRESHOLD_HIGH,
          KYC,
          MERCHANT_ESCALATION,
          CONTROL_SAMPLE,
          REVIEW_REQUESTED,
          ASSIGNEE,
          QUEUE_GROUP,
          TASK_PRIORITY,
          DUE_AT,
          REMIND_AT,
          NOTE);

  private static Variable<Double> number(String name) {
    return Variable.passing(name, value -> ((Number) value).doubleValue(), value -> value);
  }

  private static Variable<Boolean> flag(String name) {
    return Variable.passing(name, Boolean.class::cast, value -> value);
  }

  private static Variable<Instant> instant(String name) {
    Function<Object, Instant> read = value -> ((Date) value).toInstant();
    return Variable.passing(name, read, Date::from);
  }
}
