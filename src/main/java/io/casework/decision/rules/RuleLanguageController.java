package io.casework.decision.rules;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a rule can ask about, and how. */
@RestController
class RuleLanguageController {

  private final Operators operators;

  RuleLanguageController(Operators operators) {
    this.operators = operators;
  }

  @GetMapping({"/api/v1/rules/facts", "/api/v1/rules/facts/"})
  List<FactCatalogue.Fact> facts() {
    return FactCatalogue.ALL;
  }

  @GetMapping({"/api/v1/rules/operators", "/api/v1/rules/operators/"})
  Collection<OperatorView> operators() {
    return operators.all().stream().map(OperatorView::of).toList();
  }

  /**
   * An operator as leads read about it.
   *
   * @param fits the types of facts that it can be asked of
   * @param takes what its value must be
   */
  record OperatorView(String name, Set<FactType> fits, String takes) {

    static OperatorView of(Operator operator) {
      return new OperatorView(operator.name(), new TreeSet<>(operator.fits()), operator.takes());
    }
  }
}
