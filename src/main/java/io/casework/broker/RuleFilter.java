package io.casework.broker;

/** Decides whether a subscription wants a message. */
sealed interface RuleFilter permits SqlFilter, CorrelationFilter {

  boolean matches(MessageProperties message);
}
