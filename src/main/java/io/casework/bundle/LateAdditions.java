package io.casework.bundle;

import io.casework.cases.CaseChanged;
import io.casework.cases.Cases;
import io.casework.core.CaseEvent;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is added to a case after its closing gets into a bundle too: the newest one tells it all.
 */
@Component
class LateAdditions {

  private static final Set<String> ADDITIONS =
      Set.of("note_added", "attachment_added", "hold_placed", "hold_lifted");

  private final Cases cases;
  private final JdbcBundles bundles;

  LateAdditions(Cases cases, JdbcBundles bundles) {
    this.cases = cases;
    this.bundles = bundles;
  }

  /** In the transaction of the addition; several before a bundle is begun are one. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    if (ADDITIONS.contains(change.kind())) {
      var record = cases.get(change.caseId());
      if (record.closed() && record.route() != null && record.erasedAt() == null) {
        bundles.enter(change.caseId(), "addition", null, CaseEvent.SYSTEM);
      }
    }
  }
}
