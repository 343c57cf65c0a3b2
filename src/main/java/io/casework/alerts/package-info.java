/**
 * Alerts from mail, files, tables, programs and our own scoring: seen before, how severe, who must
 * know; and the queue in which people work them.
 *
 * <p>Begin with {@link Triage}; a new source is a class that implements {@link AlertSource}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "core",
      "cases",
      "audit",
      "notification",
      "outbox",
      "wire",
      "vault",
      "lease",
      "watch"
    })
package io.casework.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
