package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One pass over the payments computes what counting each window anew would. */
@Tag("S4-27")
@Tag("S4-29")
class FeatureHistoryTests {

  @Test
  void onePassAgreesWithCountingAnew() {
    var payments = SimulatedPayments.generate(new SimulationSize(30, 1500, 90), 3);
    var history = new FeatureHistory();
    for (int i = 0; i < payments.size(); i++) {
      var features = history.next(payments.get(i));
      if (i % 7 == 0) {
        assertThat(features).containsExactly(countedAnew(payments, i), within(1e-6));
      }
    }
  }

  @Test
  void aPaymentThatIsExactlyAWindowOldHasLeftIt() {
    var history = new FeatureHistory();
    var start = Instant.parse("2026-03-02T12:00:00Z");
    history.next(payment(start, 100, false));

    assertThat(history.next(payment(start.plus(Duration.ofDays(1)), 300, false)))
        .startsWith(300, 0, 0, 1, 300, 2, 200, 2, 200);
  }

  @Test
  void theReceiversNewestDayIsAWeekAgo() {
    var history = new FeatureHistory();
    history.next(payment(Instant.parse("2026-03-02T00:00:00Z"), 1, true));
    history.next(payment(Instant.parse("2026-03-02T23:59:59Z"), 1, false));

    assertThat(receiver(history, "2026-03-08T23:59:59Z")).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(receiver(history, "2026-03-09T00:00:00Z")).containsExactly(2, .5, 2, .5, 2, .5);
    assertThat(receiver(history, "2026-03-15T23:59:59Z")[0]).isEqualTo(1);
    assertThat(receiver(history, "2026-03-15T23:59:59Z")[2]).isEqualTo(3);
    assertThat(receiver(history, "2026-04-07T12:00:00Z")[4]).isEqualTo(6);
    assertThat(receiver(history, "2026-04-08T12:00:00Z")[4]).isEqualTo(4);
  }

  @Test
  void weekendAndNightAreUtc() {
    var history = new FeatureHistory();

    assertThat(history.next(payment(Instant.parse("2026-03-07T06:59:00Z"), 1, false)))
        .startsWith(1, 1, 1);
    assertThat(history.next(payment(Instant.parse("2026-03-09T07:00:00Z"), 1, false)))
        .startsWith(1, 0, 0);
  }

  private static double[] receiver(FeatureHistory history, String at) {
    var features = history.next(payment(Instant.parse(at), 1, false));
    return IntStream.range(9, 15).mapToDouble(i -> features[i]).toArray();
  }

  private static LabelledPayment payment(Instant at, double amount, boolean fraud) {
    return new LabelledPayment(at, "customer", "receiver", amount, fraud);
  }

  private static double[] countedAnew(List<LabelledPayment> payments, int index) {
    var now = payments.get(index);
    var inputs =
        new FeatureInputs(
            now.at(), now.amount(), new double[3], new double[3], new double[3], new double[3]);
    for (int window = 0; window < 3; window++) {
      int days = FeatureInputs.WINDOW_DAYS.get(window);
      List<Double> amounts = new ArrayList<>();
      for (var before : payments.subList(0, index + 1)) {
        if (before.customer().equals(now.customer())
            && before.at().isAfter(now.at().minus(Duration.ofDays(days)))) {
          amounts.add(before.amount());
        }
        if (before.receiver().equals(now.receiver())
            && before.day() >= now.day() - 6 - days
            && before.day() <= now.day() - 7) {
          inputs.receiverCounts()[window]++;
          inputs.receiverFrauds()[window] += before.fraud() ? 1 : 0;
        }
      }
      inputs.customerCounts()[window] = amounts.size();
      inputs.customerAverages()[window] =
          amounts.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
    return Features.of(inputs);
  }
}
