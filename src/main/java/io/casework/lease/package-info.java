/** What only one node does at a time, when there are several. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.lease;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
