/**
 * Backups of a laptop installation, taken while it runs or stands, and their way back into an empty
 * folder.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
