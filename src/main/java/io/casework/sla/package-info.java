/**
 * Knows when a case is due and when to remind; the engine only gets finished instants.
 *
 * <p>Begin with {@link SlaClock}; the policy itself is {@code bpmn/decisions/sla-policy.dmn}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.sla;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
