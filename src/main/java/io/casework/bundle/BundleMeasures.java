package io.casework.bundle;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which bundles are still to be made. */
@Component
class BundleMeasures implements Measured {

  private static final Meaning DUE =
      new Meaning("casework.bundles.due", null, "Bundles that are asked for and not made yet");
  private static final Meaning FAILING =
      new Meaning("casework.bundles.failing", null, "Bundles among them that failed before");

  private final BundleQueue queue;

  BundleMeasures(BundleQueue queue) {
    this.queue = queue;
  }

  @Override
  public List<Measure> measure() {
    return List.of(DUE.is(queue.waiting()), FAILING.is(queue.failing()));
  }
}
