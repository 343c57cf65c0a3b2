package io.casework.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.alerts.PaymentAlerts;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.ScoredEvent;
import io.casework.decision.rules.RuleVersion;
import io.casework.decision.rules.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Why the payment got its score: from our own decision if it was scored here (payment and case then
 * bear one id), else what came with the event.
 */
@Component
class PaymentEvidence implements EvidenceSource {

  private static final String SCORE = "model/score.json";
  private static final String CONTRIBUTIONS = "model/contributions.json";

  private final PaymentArchive archive;
  private final Recomputation recomputation;
  private final Rules rules;
  private final PaymentAlerts alerts;
  private final Cases cases;

  PaymentEvidence(
      PaymentArchive archive,
      Recomputation recomputation,
      Rules rules,
      PaymentAlerts alerts,
      Cases cases) {
    this.archive = archive;
    this.recomputation = recomputation;
    this.rules = rules;
    this.alerts = alerts;
    this.cases = cases;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    archive
        .request(caseId.value())
        .ifPresentOrElse(
            request -> scoredHere(caseId.value(), request, into),
            () -> scoredElsewhere(cases.event(caseId), into));
  }

  private void scoredHere(String id, String request, Evidence into) {
    var stored = archive.stored(id);
    into.json(
        SCORE,
        "score, its parts, and every value it rests on",
        new Scored(
            "scored here",
            stored.modelVersion(),
            stored.featuresetId(),
            stored.rulesetVersion(),
            archive.get(id),
            stored.answer(),
            stored.explanation()),
        personal(stored.explanation()));
    recomputation
        .explain(stored)
        .ifPresentOrElse(
            model ->
                into.json(CONTRIBUTIONS, "what each feature added to the model's log-odds", model),
            () ->
                into.missing(
                    CONTRIBUTIONS,
                    stored.modelVersion() == null
                        ? "no model took part"
                        : stored.modelVersion() + " is not loaded here any more"));
    var rulesOfThen = rules.versions(stored.rules());
    into.json(
        "model/rules.json",
        "the rules of that set, as they were then",
        rulesOfThen,
        personal(rulesOfThen));
    into.file(
        "model/payment.json",
        "the payment as it came to be scored",
        "application/json",
        Content.of(request.getBytes(UTF_8)));
    into.json("model/alerts.json", "alerts about the payment", alerts.of(id), "/*/note");
  }

  private static void scoredElsewhere(ScoredEvent event, Evidence into) {
    var said = new LinkedHashMap<String, @Nullable Object>();
    said.put("source", "the event; the payment was scored elsewhere");
    said.put("model_version", event.risk().modelVersion());
    said.put("featureset_id", event.context().featuresetId());
    said.put("score", event.risk().score());
    said.put("rules_triggered", event.risk().rulesTriggered());
    said.put("action_suggested", event.actionSuggested());
    said.put("explanation", event.explanation());
    into.json(
        SCORE, "score and explanation as they came with the event", said, "/explanation/*/value");
    into.missing("model/rules.json", "the rules are kept by whoever scored the payment");
    into.missing("model/payment.json", "the payment was not scored here");
  }

  /** Facts and comparisons of what names a person or a device; all others are figures. */
  private static String[] personal(JsonNode explanation) {
    var pointers = new ArrayList<>(List.of("/transaction/sender_id", "/transaction/receiver_id"));
    pointers.add("/answer/receiver_info/name");
    explanation
        .path("facts")
        .fieldNames()
        .forEachRemaining(
            fact -> {
              if (names(fact)) {
                pointers.add("/explanation/facts/" + fact.replace("~", "~0").replace("/", "~1"));
              }
            });
    var hits = explanation.path("hits");
    for (int hit = 0; hit < hits.size(); hit++) {
      var trace = hits.path(hit).path("trace");
      for (int check = 0; check < trace.size(); check++) {
        if (names(trace.path(check).path("field").asText())) {
          var at = "/explanation/hits/%d/trace/%d/".formatted(hit, check);
          pointers.addAll(List.of(at + "threshold", at + "actual"));
        }
      }
    }
    return pointers.toArray(String[]::new);
  }

  /** A rule about a device or an address names it. */
  private static String[] personal(List<RuleVersion> rules) {
    return IntStream.range(0, rules.size())
        .filter(
            each ->
                rules.get(each).content().condition().findValuesAsText("field").stream()
                    .anyMatch(PaymentEvidence::names))
        .mapToObj("/%d/content/condition"::formatted)
        .toArray(String[]::new);
  }

  private static boolean names(String fact) {
    return fact.equals("device") || fact.equals("ip") || fact.startsWith("metadata.");
  }

  /**
   * @param answer what the caller heard
   * @param explanation rule, velocity, anomaly and model parts; the model's input
   */
  record Scored(
      String source,
      @Nullable String modelVersion,
      String featuresetId,
      String rulesetVersion,
      PaymentArchive.Listed transaction,
      JsonNode answer,
      JsonNode explanation) {}
}
