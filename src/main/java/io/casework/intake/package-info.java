/**
 * The front door: takes scored events off the bus, each at most once; what is wrong is
 * dead-lettered with its reason.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "core",
      "cases",
      "deadletters",
      "workflow",
      "notification",
      "audit",
      "routing",
      "wire",
      "vault",
      "watch"
    })
package io.casework.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
