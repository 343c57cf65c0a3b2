package io.casework.broker;

import org.jspecify.annotations.Nullable;

/** A part of a SQL expression: a Boolean, Number or String, or null where it is unknown. */
@FunctionalInterface
interface SqlTerm {

  @Nullable Object valueFor(MessageProperties message);
}
