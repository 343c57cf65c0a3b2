/**
 * The next best action and its write-back to core banking, CRM and ticketing; and its undoing.
 *
 * <p>The picture is {@code bpmn/protective-action.bpmn}, the table {@code
 * bpmn/decisions/next-best-action.dmn}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "audit", "notification", "vault"})
package io.casework.actions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
