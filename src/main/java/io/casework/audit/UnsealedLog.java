package io.casework.audit;

import io.casework.core.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Until the log is sealed. */
@Component
class UnsealedLog implements AuditLog {

  @Override
  public Checkpoint checkpoint() {
    return new Checkpoint(0, Instant.EPOCH, "");
  }

  @Override
  public Optional<Checkpoint> latest() {
    return Optional.empty();
  }

  @Override
  public List<ProvenLine> slice(CaseId caseId, Checkpoint checkpoint) {
    return List.of();
  }
}
