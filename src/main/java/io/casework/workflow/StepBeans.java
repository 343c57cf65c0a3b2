package io.casework.workflow;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * The only beans that expressions in models can name: our steps and listeners.
 *
 * <p>Looked up when they are asked for, because the steps need the engine that this map is given
 * to.
 */
final class StepBeans extends AbstractMap<Object, Object> {

  private final ApplicationContext context;
  private final TracedSteps steps;

  StepBeans(ApplicationContext context, TracedSteps steps) {
    this.steps = steps;
    this.context = context;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text
        && context.containsBean(text)
        && (context.isTypeMatch(text, JavaDelegate.class)
            || context.isTypeMatch(text, ExecutionListener.class));
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name instanceof String text && containsKey(text)
        ? steps.traced(text, context.getBean(text))
        : null;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return Set.of();
  }
}
