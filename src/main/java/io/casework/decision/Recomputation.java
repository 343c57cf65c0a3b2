package io.casework.decision;

import io.casework.decision.model.Features;
import io.casework.decision.model.Model;
import io.casework.decision.model.Models;
import io.casework.decision.rules.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Scores a stored payment again, with what was known, the rules and the model of then. */
@Component
class Recomputation {

  private final Scorer scorer;
  private final Rules rules;
  private final Models models;

  Recomputation(Scorer scorer, Rules rules, Models models) {
    this.scorer = scorer;
    this.rules = rules;
    this.models = models;
  }

  Result again(PaymentArchive.Stored stored, BigDecimal score) {
    if (stored.erased()) {
      return new Result(null, null, "what the payment was scored by has been erased");
    }
    var model = model(stored.modelVersion());
    if (stored.modelVersion() != null && model.isEmpty()) {
      return new Result(
          null, null, "the model " + stored.modelVersion() + " is not loaded here any more");
    }
    var assessment =
        scorer.assess(
            stored.facts(), stored.features(), rules.asOf(stored.rules()), model.orElse(null));
    return new Result(assessment.score(), assessment.score().compareTo(score) == 0, null);
  }

  /** What each feature added to the model's log-odds; empty without that model. */
  Optional<ModelExplanation> explain(PaymentArchive.Stored stored) {
    if (stored.erased()) {
      return Optional.empty();
    }
    return model(stored.modelVersion())
        .map(
            model -> {
              var explained = model.explain(stored.features());
              var parts = new ArrayList<ModelPart>();
              for (int i = 0; i < Features.NAMES.size(); i++) {
                parts.add(
                    new ModelPart(
                        Features.NAMES.get(i),
                        stored.features()[i],
                        explained.contributions().get(i)));
              }
              parts.sort(
                  (one, other) ->
                      Double.compare(Math.abs(other.logOdds()), Math.abs(one.logOdds())));
              return new ModelExplanation(
                  model.version(), explained.score(), explained.base(), List.copyOf(parts));
            });
  }

  /** How unlike all other payments it is, by the model that needs no labels; ordinary is 0.5. */
  @Nullable Double unusual(PaymentArchive.Stored stored) {
    if (stored.erased()) {
      return null;
    }
    return models.unsupervised().map(model -> model.score(stored.features())).orElse(null);
  }

  private Optional<Model> model(@Nullable String version) {
    return version == null ? Optional.empty() : models.of(version);
  }

  /**
   * @param matches whether it is the stored number; null if it could not be computed
   */
  record Result(@Nullable BigDecimal score, @Nullable Boolean matches, @Nullable String missing) {}

  /** The model's share; base and log-odds add up to the log-odds of its probability. */
  record ModelExplanation(
      String version, double probability, double base, List<ModelPart> contributions) {}

  record ModelPart(String feature, double value, double logOdds) {}
}
