package io.casework.workflow;

import io.casework.actions.TargetFailure;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;

/**
 * A step that another system refuses becomes an incident at once: half an hour of repeating would
 * only hide it from the people who can help. Everything else climbs its ladder.
 */
final class RefusalsAtOnce implements FailedJobCommandFactory {

  @Override
  public Command<Object> getCommand(String jobId, Throwable failure) {
    var refused =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(20)
            .anyMatch(cause -> cause instanceof TargetFailure target && target.refused());
    return refused ? new GiveUp(jobId, failure) : new DefaultJobRetryCmd(jobId, failure);
  }

  private static final class GiveUp extends DefaultJobRetryCmd {

    private static final long serialVersionUID = 1;

    GiveUp(String jobId, Throwable failure) {
      super(jobId, failure);
    }

    @Override
    public Object execute(CommandContext context) {
      var job = getJob();
      if (job != null) {
        job.unlock();
        logException(job);
        job.setRetries(0);
      }
      return null;
    }
  }
}
