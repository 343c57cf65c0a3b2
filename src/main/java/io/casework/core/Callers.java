package io.casework.core;

/** Knows who calls; the audit trail asks it for every record. */
public interface Callers {

  /** The caller of the current thread's work; {@link Caller#SYSTEM} when nobody called. */
  Caller current();
}
