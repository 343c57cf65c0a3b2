/** What is written once and never changed: audit log, bundles, attachments. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
