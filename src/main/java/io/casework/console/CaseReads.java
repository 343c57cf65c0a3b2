package io.casework.console;

import io.casework.core.CaseId;
import io.casework.core.OperationsEvent;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reading a case is a fact: what is shown and its record share one transaction. */
@Component
class CaseReads {

  private final ApplicationEventPublisher facts;

  CaseReads(ApplicationEventPublisher facts) {
    this.facts = facts;
  }

  /**
   * Shows something of a case, and writes down that it was shown.
   *
   * @param view what is shown: {@code record}, {@code notes} …
   * @param answer opens the case for this person; when it refuses, nothing was read
   */
  @Transactional
  public <T> T read(CaseId caseId, Desk desk, String view, Supplier<T> answer) {
    var shown = answer.get();
    facts.publishEvent(
        new OperationsEvent(
            "case_read", caseId, desk.user(), Map.of("view", view, "masked", desk.masked())));
    return shown;
  }
}
