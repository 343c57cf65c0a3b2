package io.casework.actions;

import io.casework.cases.CaseChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** When a case is erased, its actions forget for whom they were done. */
@Component
class ErasedCases {

  private final ActionLog log;

  ErasedCases(ActionLog log) {
    this.log = log;
  }

  /** In the transaction of the erasure. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void heard(CaseChanged change) {
    if (change.kind().equals("case_erased")) {
      log.forget(change.caseId());
    }
  }
}
