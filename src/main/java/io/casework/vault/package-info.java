/** Keys: the one that signs evidence and the one under which personal fields are encrypted. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
