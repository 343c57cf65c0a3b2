/**
 * The few words everyone uses.
 *
 * <p>A type belongs here only if at least three rooms speak of it and it knows no framework.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.casework.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
