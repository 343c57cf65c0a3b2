package io.casework.bundle;

import io.casework.archive.ArchiveConflict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes the bundles that are due, on threads of its own; a failed one is tried again later. */
@Component
class BundleWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BundleWorker.class);

  private final JdbcBundles bundles;
  private final BundleMaker maker;
  private final BundleBell bell;
  private final BundleProperties properties;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  BundleWorker(
      JdbcBundles bundles,
      BundleMaker maker,
      BundleBell bell,
      BundleProperties properties,
      MeterRegistry meters) {
    this.bundles = bundles;
    this.maker = maker;
    this.bell = bell;
    this.properties = properties;
    Gauge.builder("casework.bundles.due", bundles, JdbcBundles::waiting).register(meters);
    Gauge.builder("casework.bundles.failing", bundles, JdbcBundles::failing).register(meters);
  }

  @Override
  public void start() {
    running = true;
    for (int i = 0; i < properties.threads(); i++) {
      var thread = new Thread(this::work, "bundles-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    while (running) {
      try {
        if (!makeNext()) {
          bell.await(properties.pollInterval());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.warn("bundles: cannot look for work: {}", e.getClass().getName());
        rest(properties.pollInterval());
      }
    }
  }

  /** Makes one bundle, if one is due. */
  boolean makeNext() {
    var claim = bundles.claim();
    claim.ifPresent(this::make);
    return claim.isPresent();
  }

  private void make(Claim claim) {
    try {
      bundles.seal(claim, maker.make(claim));
    } catch (ArchiveConflict e) {
      log.error("bundle {} of case {}: {}", claim.version(), claim.caseId(), e.getMessage());
      bundles.abandon(claim);
    } catch (IOException | RuntimeException e) {
      log.error("bundle {} of case {} failed", claim.version(), claim.caseId(), e);
      // Messages may quote what was read; the log of this node has them.
      bundles.retry(claim, e.getClass().getSimpleName());
    }
  }

  private static void rest(Duration wanted) {
    try {
      Thread.sleep(wanted.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        thread.join(Duration.ofSeconds(10).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
