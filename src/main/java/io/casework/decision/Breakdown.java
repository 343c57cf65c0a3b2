package io.casework.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Three views of a payment for the customer's screen, 0 to 100 each.
 *
 * <p>Context beside the score: they do not add up to it.
 */
record Breakdown(Part behaviorAnalysis, Part amountAnalysis, Part receiverAnalysis) {

  private static final int NIGHT_ENDS = 6;

  static Breakdown of(FactMap facts, Assessment assessment, Instant at) {
    return new Breakdown(behaviour(facts, assessment, at), amount(facts), receiver(facts));
  }

  private static Part behaviour(FactMap facts, Assessment assessment, Instant at) {
    var factors = new ArrayList<String>();
    var score = assessment.velocity().multiply(BigDecimal.valueOf(40)).intValue();
    if (assessment.velocityBreached() || assessment.flags().contains("VELOCITY_SPIKE")) {
      factors.add("much or often paid within minutes");
    }
    if (facts.flag("device.new")) {
      score += 25;
      factors.add("device not seen before");
    }
    if (at.atZone(ZoneOffset.UTC).getHour() < NIGHT_ENDS) {
      score += 10;
      factors.add("night time");
    }
    if (facts.flag("customer.new")) {
      score += 25;
      factors.add("new customer");
    }
    return new Part(Math.min(score, 100), 30, factors);
  }

  private static Part amount(FactMap facts) {
    if (facts.number("history.count_30d").signum() == 0) {
      return new Part(40, 30, List.of("no payment history"));
    }
    var ratio = facts.number("history.ratio_to_average").doubleValue();
    var score = ratio > 10 ? 100 : ratio > 5 ? 80 : ratio > 3 ? 60 : ratio > 1.5 ? 40 : 20;
    var factors = new ArrayList<String>();
    if (ratio > 1.5) {
      factors.add("%.1f times the usual amount".formatted(ratio));
    }
    if (facts.number("history.ratio_to_maximum").compareTo(BigDecimal.ONE) > 0) {
      factors.add("the largest amount in 30 days");
    }
    return new Part(score, 30, factors);
  }

  private static Part receiver(FactMap facts) {
    var factors = new ArrayList<String>();
    var score = 10;
    if (facts.flag("receiver.new")) {
      score = 40;
      factors.add("first payment to this receiver");
    }
    if (facts.number("receiver.frauds").signum() > 0) {
      score += 40;
      factors.add("receiver has been part of fraud");
    }
    if (facts.number("receiver.reputation").doubleValue() < 0.3) {
      score += 20;
      factors.add("low reputation");
    }
    return new Part(Math.min(score, 100), 40, factors);
  }

  /**
   * @param score 0 to 100
   * @param weight the part's weight on the screen, percent
   */
  record Part(int score, int weight, List<String> factors) {}
}
