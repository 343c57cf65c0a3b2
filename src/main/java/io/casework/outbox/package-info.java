/**
 * Messages to other programs: written with the change, delivered after it.
 *
 * <p>For what has no process of its own; the steps of a case are delivered by the engine's jobs.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "watch"})
package io.casework.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
