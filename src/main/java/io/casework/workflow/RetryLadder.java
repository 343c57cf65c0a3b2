package io.casework.workflow;

import io.casework.actions.TargetFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * When a failed step is tried again: on the ladder of its model, up to a quarter later than written
 * there, so that all that one outage failed does not come back in the same second.
 *
 * <p>A step that another system refuses becomes an incident at once: half an hour of repeating
 * would only hide it from the people who can help.
 */
final class RetryLadder implements FailedJobCommandFactory {

  @Override
  public Command<Object> getCommand(String jobId, Throwable failure) {
    var refused =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .limit(20)
            .anyMatch(cause -> cause instanceof TargetFailure target && target.refused());
    return refused ? new GiveUp(jobId, failure) : new Later(jobId, failure);
  }

  private static final class Later extends DefaultJobRetryCmd {

    private static final long serialVersionUID = 1;

    Later(String jobId, Throwable failure) {
      super(jobId, failure);
    }

    @Override
    public Object execute(CommandContext context) {
      var result = super.execute(context);
      var job = getJob();
      if (job != null && job.getDuedate() != null) {
        job.setDuedate(Date.from(later(job.getDuedate().toInstant())));
      }
      return result;
    }

    private static Instant later(Instant due) {
      var wait = Duration.between(ClockUtil.getCurrentTime().toInstant(), due).toMillis();
      return wait <= 0 ? due : due.plusMillis(ThreadLocalRandom.current().nextLong(wait / 4 + 1));
    }
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
