package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Made-up payments are spread as a bank's are, and hold the three kinds of fraud. */
@Tag("S1-27")
class SimulatedPaymentsTests {

  private static final SimulationSize SIZE = new SimulationSize(2000, 4000, 60);
  private static final List<LabelledPayment> PAYMENTS = SimulatedPayments.generate(SIZE, 5);

  @Test
  void oneSeedGivesOneDataSetInTheOrderOfTime() {
    assertThat(SimulatedPayments.generate(new SimulationSize(100, 800, 10), 5))
        .isEqualTo(SimulatedPayments.generate(new SimulationSize(100, 800, 10), 5))
        .isNotEqualTo(SimulatedPayments.generate(new SimulationSize(100, 800, 10), 6));
    assertThat(PAYMENTS).isSortedAccordingTo(Comparator.comparing(LabelledPayment::at));
  }

  @Test
  void aCustomerPaysTwiceADayOnAverageAndTheAmountsSpreadWidely() {
    assertThat(PAYMENTS.size() / 2000.0 / 60).isBetween(1.8, 2.2);
    var legitimate =
        PAYMENTS.stream()
            .filter(payment -> !payment.fraud())
            .mapToDouble(LabelledPayment::amount)
            .sorted()
            .toArray();

    assertThat(legitimate[legitimate.length / 20]).isBetween(30.0, 120.0);
    assertThat(legitimate[legitimate.length / 2]).isBetween(500.0, 1500.0);
    assertThat(legitimate[legitimate.length * 19 / 20]).isBetween(8_000.0, 20_000.0);
    assertThat(legitimate[legitimate.length - 1]).isLessThan(50_000);
  }

  @Test
  void amountsFromTheLimitOnAreFraudAndRare() {
    var large = PAYMENTS.stream().filter(payment -> payment.amount() >= 50_000).toList();

    assertThat(large).isNotEmpty().allMatch(LabelledPayment::fraud);
    assertThat(large.size() / (double) PAYMENTS.size()).isBetween(0.0003, 0.003);
  }

  @Test
  void aboutOnePaymentInAHundredIsFraud() {
    var frauds = PAYMENTS.stream().filter(LabelledPayment::fraud).count();

    assertThat(frauds / (double) PAYMENTS.size()).isBetween(.005, .03);
  }

  @Test
  void receiversAndCustomersAreHitAgainAndAgain() {
    Map<String, Long> byReceiver = frauds(LabelledPayment::receiver);
    Map<String, Long> byCustomer = frauds(LabelledPayment::customer);

    // Two receivers and three customers a day for 60 days, some of them twice.
    assertThat(byReceiver.values().stream().filter(count -> count >= 10)).hasSizeBetween(80, 120);
    assertThat(byCustomer.values().stream().filter(count -> count >= 5)).hasSizeBetween(100, 500);
  }

  @Test
  void whatACompromisedReceiverGetsOnADayIsAllFraud() {
    var fraud = new SimulatedFraud(new SimulationSize(1, 2, 60), new Random(1));
    fraud.begin(0);
    var receiver = fraud.apply(0, 0, 0, 10).fraud() && fraud.apply(0, 0, 0, 10).fraud() ? 0 : 1;

    for (int day = 0; day < 28; day++) {
      assertThat(fraud.apply(day, 0, receiver, 10).fraud()).isTrue();
    }
    var later = new HashSet<Boolean>();
    for (int i = 0; i < 20; i++) {
      later.add(fraud.apply(28, 0, receiver, 10).fraud());
    }
    assertThat(later).containsExactly(false);
  }

  @Test
  void aThirdOfACompromisedCustomersPaymentsIsFiveTimesAsLarge() {
    var fraud = new SimulatedFraud(new SimulationSize(1, 1_000_000, 60), new Random(1));
    fraud.begin(0);
    var outcomes =
        new Random(2)
            .ints(3000, 0, 14)
            .mapToObj(day -> fraud.apply(day, 0, 999_999, 100))
            .collect(Collectors.groupingBy(SimulatedFraud.Outcome::amount, Collectors.counting()));

    assertThat(outcomes).containsOnlyKeys(100.0, 500.0);
    assertThat(outcomes.get(500.0)).isBetween(900L, 1100L);
    assertThat(fraud.apply(14, 0, 999_999, 100)).isEqualTo(new SimulatedFraud.Outcome(100, false));
  }

  private static Map<String, Long> frauds(Function<LabelledPayment, String> of) {
    return PAYMENTS.stream()
        .filter(LabelledPayment::fraud)
        .collect(Collectors.groupingBy(of, Collectors.counting()));
  }
}
