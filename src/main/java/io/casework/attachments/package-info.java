/**
 * Files that people add to a case: checked, kept encrypted, handed out as downloads, with chain of
 * custody.
 *
 * <p>Begin with {@link io.casework.attachments.Attachments}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "cases", "audit", "vault", "archive"})
package io.casework.attachments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
