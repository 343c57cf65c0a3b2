package io.casework;

import io.casework.console.ConsoleAccess;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Several applications live in one test run, each with an engine of the same name; the web
 * applications look it up by that name. Before each class it is the engine of that class.
 */
class EngineOfTheContext implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    var application = SpringExtension.getApplicationContext(context);
    ProcessEngines.registerProcessEngine(application.getBean(ProcessEngine.class));
    ConsoleAccess.use(application);
  }
}
