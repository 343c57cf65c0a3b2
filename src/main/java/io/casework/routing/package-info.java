/**
 * Score and flags to route and tier, and the case topic on which a route is published.
 *
 * <p>The table itself is {@code bpmn/decisions/case-routing.dmn}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "watch"})
package io.casework.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
