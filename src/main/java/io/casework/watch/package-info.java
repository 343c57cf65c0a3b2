/**
 * How the application is seen from outside: numbers that are read now and then, and the trace of a
 * case from the producer's message to its label.
 *
 * <p>Begin with {@link Traces} and {@link Readings}. It knows no room: each counts what it keeps
 * and is a {@link io.casework.core.Measured}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
