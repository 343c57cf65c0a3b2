package io.casework.console;

import java.util.Set;
import org.camunda.bpm.tasklist.plugin.spi.impl.AbstractTasklistPlugin;

/** Brings cases into Tasklist: the facts behind a task's form and the line on its card. */
public class TasklistPlugin extends AbstractTasklistPlugin {

  static final String ID = "casework";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Set<Class<?>> getResourceClasses() {
    return Set.of(TasklistResource.class);
  }
}
