package io.casework.decision.context;

/** Everything known when a payment arrives, and nothing that became known later. */
public record Context(Customer customer, Past past, Receiver receiver, boolean deviceKnown) {}
