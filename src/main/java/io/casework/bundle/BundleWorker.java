package io.casework.bundle;

import io.casework.archive.ArchiveConflict;
import io.casework.core.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes the bundles that are due, on threads of its own; a failed one is tried again later. */
@Component
class BundleWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BundleWorker.class);

  private final BundleQueue queue;
  private final BundleMaker maker;
  private final BundleBell bell;
  private final BundleProperties properties;
  private final List<Rounds> makers;

  BundleWorker(BundleQueue queue, BundleMaker maker, BundleBell bell, BundleProperties properties) {
    this.queue = queue;
    this.maker = maker;
    this.bell = bell;
    this.properties = properties;
    this.makers =
        IntStream.range(0, properties.threads())
            .mapToObj(number -> new Rounds("bundles-" + number, this::turn))
            .toList();
  }

  private Duration turn() throws InterruptedException {
    try {
      if (!makeNext()) {
        bell.await(properties.pollInterval());
      }
      return Duration.ZERO;
    } catch (RuntimeException e) {
      log.warn("bundles: cannot look for work: {}", e.getClass().getName());
      return properties.pollInterval();
    }
  }

  /** Makes one bundle, if one is due. */
  boolean makeNext() {
    var claim = queue.claim();
    claim.ifPresent(this::make);
    return claim.isPresent();
  }

  private void make(Claim claim) {
    try {
      queue.seal(claim, maker.make(claim));
    } catch (ArchiveConflict e) {
      log.error("bundle {} of case {}: {}", claim.version(), claim.caseId(), e.getMessage());
      queue.abandon(claim);
    } catch (IOException | RuntimeException e) {
      // The place, and no message: messages may quote what was read.
      log.error("bundle {} of case {}: {}", claim.version(), claim.caseId(), Failures.place(e));
      queue.retry(claim, e.getClass().getSimpleName());
    }
  }

  @Override
  public void start() {
    makers.forEach(Rounds::start);
  }

  @Override
  public void stop() {
    makers.forEach(each -> bell.ring());
    makers.forEach(Rounds::stop);
  }

  /** Before those who ask for bundles, and after them at the end. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return makers.stream().anyMatch(Rounds::isRunning);
  }
}
