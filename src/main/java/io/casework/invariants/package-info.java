/**
 * The oracle: asks every room whether what it vouches for is still true, and raises the alarm when
 * it is not.
 *
 * <p>It knows no room; each of them offers {@link io.casework.core.Invariant} or {@link
 * io.casework.core.BrokenRows}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "notification"})
package io.casework.invariants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
