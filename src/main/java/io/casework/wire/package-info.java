/**
 * Bytes from outside to JSON that means what it says; what does not is refused by pointer and rule.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.wire;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
