/**
 * Hears every fact and writes it down, in the transaction of the fact.
 *
 * <p>Nobody writes here directly; publish a {@link io.casework.core.CaseEvent} instead.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "vault", "archive", "lease"})
package io.casework.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
