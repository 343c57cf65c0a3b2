package io.casework.workflow;

import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Runs what our own rules have allowed without asking the engine's authorisations again.
 *
 * <p>So that people need no right in the engine that its other interfaces would also give them. Who
 * is signed in stays known.
 */
@Component
class Unrestricted {

  private final ProcessEngine engine;

  Unrestricted(@Lazy ProcessEngine engine) {
    this.engine = engine;
  }

  <T> T call(Supplier<T> action) {
    var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    return configuration
        .getCommandExecutorTxRequired()
        .execute(context -> context.runWithoutAuthorization(action::get));
  }

  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }
}
