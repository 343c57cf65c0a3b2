/**
 * Scores a payment, explains the score, picks the action, and posts the grey zone to review.
 *
 * <p>Knows neither the engine nor intake: what goes to review goes over the bus.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "core",
      "alerts",
      "cases",
      "audit",
      "routing",
      "notification",
      "outbox",
      "wire",
      "actions",
      "watch"
    })
package io.casework.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
