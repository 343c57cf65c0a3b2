/**
 * Decides who works a case: by skill, shift and load; nobody free means the queue's group.
 *
 * <p>Begin with {@link Assignment}; fraud leads edit the {@link Roster}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.assignment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
