package io.casework.decision.rules;

/** The rules were changed on this node. */
record RulesChanged() {}
