package io.casework.console;

import java.util.Set;
import org.camunda.bpm.tasklist.plugin.spi.impl.AbstractTasklistPlugin;

/** Brings cases and dead letters into Tasklist: what stands behind a task's form. */
public class TasklistPlugin extends AbstractTasklistPlugin {

  static final String ID = "casework";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Set<Class<?>> getResourceClasses() {
    return Set.of(TasklistResource.class, LetterTaskResource.class);
  }
}
