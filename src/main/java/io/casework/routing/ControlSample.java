package io.casework.routing;

import io.casework.core.CaseId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.springframework.stereotype.Component;

/** Draws the share of unsuspicious cases that is reviewed all the same; same case, same answer. */
@Component
public class ControlSample {

  private static final long RANGE = 1L << 32;

  private final RoutingProperties properties;

  ControlSample(RoutingProperties properties) {
    this.properties = properties;
  }

  public boolean draws(CaseId caseId) {
    var hash = new CRC32();
    hash.update((properties.controlSampleSeed() + caseId).getBytes(StandardCharsets.UTF_8));
    return hash.getValue() < properties.controlSampleShare() * RANGE;
  }

  /** How likely a case below every threshold goes to review. */
  public double share() {
    return properties.controlSampleShare();
  }
}
