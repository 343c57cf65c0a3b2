package io.casework.alerts;

import java.util.UUID;

/** The queue of alerts on H2. */
class H2AlertQueueTests extends AlertQueueContract {

  @Override
  TriageRig rig(TriageProperties properties) {
    return new TriageRig(
        "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa", "h2", properties);
  }
}
