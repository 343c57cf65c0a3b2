package io.casework.workflow;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobPriorityProvider;
import org.camunda.bpm.engine.impl.jobexecutor.JobDeclaration;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/**
 * Which of the jobs that are due goes first: the timers of people's cases, then new cases whose
 * score is high, then the rest. What somebody sets in Cockpit goes before.
 */
final class JobPriorities extends DefaultJobPriorityProvider {

  static final long TIMER = 20;
  static final long URGENT = 10;

  private static final ThreadLocal<Boolean> urgent = ThreadLocal.withInitial(() -> false);

  /** Whatever jobs the work creates are urgent. */
  static <T> T urgently(boolean isUrgent, Supplier<T> work) {
    urgent.set(isUrgent);
    try {
      return work.get();
    } finally {
      urgent.remove();
    }
  }

  @Override
  protected @Nullable Long getSpecificPriority(
      ExecutionEntity execution, JobDeclaration<?, ?> job, String jobDefinitionId) {
    var set = super.getSpecificPriority(execution, job, jobDefinitionId);
    if (set != null) {
      return set;
    }
    if (job instanceof TimerDeclarationImpl) {
      return TIMER;
    }
    return urgent.get() ? URGENT : null;
  }
}
