/** What people see: the HTTP interface, and filters and plugins of the stock web applications. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "core",
      "alerts",
      "cases",
      "audit",
      "assignment",
      "sla",
      "notification",
      "workflow",
      "feedback",
      "routing",
      "wire",
      "archive",
      "deadletters",
      "attachments",
      "bundle",
      "retention",
      "vault",
      "watch"
    })
package io.casework.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
