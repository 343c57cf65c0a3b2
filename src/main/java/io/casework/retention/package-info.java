/** How long a case is kept, what forbids its deletion, and its erasure. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "vault", "lease"})
package io.casework.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
