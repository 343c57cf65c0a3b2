/**
 * The case itself: its record, findings, notes, resolutions, and where they are stored.
 *
 * <p>Begin with {@link Cases}. Every change of a case is one method there and publishes one fact.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "vault", "lease"})
package io.casework.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
