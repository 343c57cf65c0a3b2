/**
 * The room that knows the process engine: steps, names, start, correlate.
 *
 * <p>Begin with {@link CaseWorkflow} and {@link ReviewDesk}; the pictures are in {@code bpmn/}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "core",
      "alerts",
      "cases",
      "audit",
      "assignment",
      "sla",
      "routing",
      "notification",
      "enrichment",
      "feedback",
      "actions",
      "deadletters",
      "bundle",
      "retention",
      "watch"
    })
package io.casework.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
