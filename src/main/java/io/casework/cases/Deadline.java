package io.casework.cases;

import java.time.Instant;

/** When a case is due and when to remind; computed by us, so that the engine only compares. */
public record Deadline(Instant dueAt, Instant remindAt) {}
