/** The operator's tool: the same jar with arguments. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "decision :: model", "audit", "bundle", "backup"})
package io.casework.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
