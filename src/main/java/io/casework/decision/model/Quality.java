package io.casework.decision.model;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How well scores tell fraud from the rest.
 *
 * @param rocAuc chance that a fraud scores above a payment that is none
 * @param averagePrecision precision, averaged over the frauds found
 * @param cardPrecision share of frauds among the 100 customers a day that score highest
 * @param cardPrecisionCeiling the same for a scorer that knows everything: there may be fewer than
 *     100 to find
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Quality(
    double rocAuc, double averagePrecision, double cardPrecision, double cardPrecisionCeiling) {

  private static final int CARDS_A_DAY = 100;

  static Quality of(FeatureRows rows, double[] scores) {
    var perfect = new double[rows.size()];
    for (int row = 0; row < perfect.length; row++) {
      perfect[row] = rows.payment(row).fraud() ? 1 : 0;
    }
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .toList();
    double frauds = rows.frauds();
    double others = rows.size() - frauds;
    double foundFrauds = 0;
    double foundOthers = 0;
    double area = 0;
    double precision = 0;
    for (int next = 0; next < order.size(); ) {
      double fraudsBefore = foundFrauds;
      double othersBefore = foundOthers;
      // Payments of one score are found together.
      var score = scores[order.get(next)];
      for (; next < order.size() && scores[order.get(next)] == score; next++) {
        foundFrauds += perfect[order.get(next)];
        foundOthers += 1 - perfect[order.get(next)];
      }
      area += (foundOthers - othersBefore) * (foundFrauds + fraudsBefore) / 2;
      precision += (foundFrauds - fraudsBefore) * foundFrauds / (foundFrauds + foundOthers);
    }
    return new Quality(
        area / (frauds * others),
        precision / frauds,
        cardPrecision(rows, scores),
        cardPrecision(rows, perfect));
  }

  /** A customer who is found is not looked for again. */
  private static double cardPrecision(FeatureRows rows, double[] scores) {
    var days = new TreeMap<Integer, Map<String, Card>>();
    for (int row = 0; row < scores.length; row++) {
      var payment = rows.payment(row);
      days.computeIfAbsent(payment.day(), day -> new HashMap<>())
          .merge(payment.customer(), new Card(payment, scores[row]), Card::with);
    }
    Set<String> found = new HashSet<>();
    double sum = 0;
    for (var cards : days.values()) {
      cards.keySet().removeAll(found);
      var hits =
          cards.values().stream()
              .sorted(Card.HIGHEST_FIRST)
              .limit(CARDS_A_DAY)
              .filter(Card::fraud)
              .map(Card::customer)
              .toList();
      found.addAll(hits);
      sum += hits.size() / (double) CARDS_A_DAY;
    }
    return sum / days.size();
  }

  private record Card(String customer, double score, boolean fraud) {

    // By name where scores are equal, so that a number can be computed again.
    private static final Comparator<Card> HIGHEST_FIRST =
        Comparator.comparingDouble(Card::score).reversed().thenComparing(Card::customer);

    private Card(LabelledPayment payment, double score) {
      this(payment.customer(), score, payment.fraud());
    }

    private Card with(Card other) {
      return new Card(customer, Math.max(score, other.score), fraud || other.fraud);
    }
  }
}
