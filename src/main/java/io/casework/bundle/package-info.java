/**
 * The sealed case bundle: made, kept, handed out, verified.
 *
 * <p>It knows no room that has evidence; each of them is a {@link io.casework.core.EvidenceSource}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "audit", "vault", "archive"})
package io.casework.bundle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
