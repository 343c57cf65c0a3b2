/**
 * Messages to people: asked for in the transaction of the change, delivered after it, never twice.
 *
 * <p>Begin with {@link Notifications}; a new channel is a class {@code XyzNotifier}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package io.casework.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
