package io.casework.broker;

/**
 * How many messages of an entity are in which state, and how many receivers are attached.
 *
 * <p>A locked message is not counted as active. For an event hub, active is the number of events
 * kept.
 */
public record EntityCounts(
    int active, int locked, int deferred, int scheduled, int deadLettered, int receivers) {}
