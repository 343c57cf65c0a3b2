/**
 * Refused messages: kept, grouped by what is wrong with them, mended by one person, approved by
 * another, and sent again.
 *
 * <p>Begin with {@link DeadLetters} and {@link Repairs}; the picture is {@code
 * bpmn/dead-letter-repair.bpmn}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "notification", "outbox", "vault", "wire"})
package io.casework.deadletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
