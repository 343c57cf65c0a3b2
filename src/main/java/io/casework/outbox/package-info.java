/**
 * Messages to other programs: written with the change, delivered after it, each try counted before
 * it is made.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "watch"})
package io.casework.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
