package io.casework.intake;

import io.casework.workflow.ClockSkew;
import io.casework.workflow.JobBacklog;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Measures how near the installation is to its limits: 1 is at the limit, 0 is idle. */
@Component
class Strains {

  /** Whatever the percentage says: this much is room enough. */
  private static final double ENOUGH_DISK = 2e9;

  private final JobBacklog backlog;
  private final ClockSkew clock;
  private final IntakeProperties.Limits limits;
  private final File data;
  private final ExecutorService prober =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "intake-probe");
            thread.setDaemon(true);
            return thread;
          });
  private CompletableFuture<JobBacklog.Behind> probe =
      CompletableFuture.completedFuture(new JobBacklog.Behind(0, Duration.ZERO));

  Strains(
      JobBacklog backlog,
      ClockSkew clock,
      IntakeProperties properties,
      @Value("${casework.installation.data}") Path data) {
    this.backlog = backlog;
    this.clock = clock;
    this.limits = properties.limits();
    this.data = data.toFile();
  }

  Map<Strain, Double> measure() throws InterruptedException {
    Map<Strain, Double> loads = new EnumMap<>(Strain.class);
    loads.put(Strain.CLOCK, clock.tolerable() ? 0 : Double.MAX_VALUE);
    loads.put(Strain.DISK, disk());
    database(loads);
    return loads;
  }

  private double disk() {
    var total = data.getTotalSpace();
    if (total == 0) {
      return 0; // not there yet, or nothing is known of it
    }
    var wanted = Math.min(total * limits.diskFree() / 100, ENOUGH_DISK);
    return wanted / Math.max(1, data.getUsableSpace());
  }

  /**
   * The question about jobs is also the probe: its connection comes from the common pool. A probe
   * that does not return is not asked again; it may hang for as long as the network likes.
   */
  private void database(Map<Strain, Double> loads) throws InterruptedException {
    var start = System.nanoTime();
    if (probe.isDone()) {
      probe = CompletableFuture.supplyAsync(() -> backlog.look(limits.jobs() + 1), prober);
    }
    try {
      var behind = probe.get(limits.databaseWait().toMillis(), TimeUnit.MILLISECONDS);
      loads.put(
          Strain.DATABASE,
          share(Duration.ofNanos(System.nanoTime() - start), limits.databaseWait()));
      loads.put(
          Strain.JOBS,
          Math.max(
              behind.jobs() / (double) limits.jobs(), share(behind.oldest(), limits.jobAge())));
    } catch (TimeoutException | ExecutionException e) {
      loads.put(Strain.DATABASE, Double.MAX_VALUE);
    }
  }

  private static double share(Duration of, Duration limit) {
    return of.toMillis() / (double) limit.toMillis();
  }
}
