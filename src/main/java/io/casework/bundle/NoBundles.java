package io.casework.bundle;

import io.casework.core.CaseId;
import org.springframework.stereotype.Component;

/** Makes none. */
@Component
class NoBundles implements Bundles {

  @Override
  public void request(CaseId caseId, String reason, String actor) {
    // Nobody makes bundles yet.
  }

  @Override
  public java.util.List<Version> list(CaseId caseId) {
    return java.util.List.of();
  }
}
