package io.casework.decision.rules;

import static io.casework.decision.rules.TestRules.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that every installation starts with, at each of their boundaries. */
@Tag("S1-23")
class DefaultRulesTests {

  private static final RuleSet DEFAULTS = TestRules.defaults();

  @Test
  void nothingKnownFiresOnlyWhatAsksForAbsence() {
    assertThat(ids()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "amount_zar, 50000, 0, ''",
    "amount_zar, 50000.01, 0.25, large-amount",
    "amount_zar, 200000, 0.25, large-amount",
    "amount_zar, 200000.01, 0.70, very-large-amount large-amount",
    "amount, 0.01, 0, ''",
    "amount, 0, 0.30, amount-not-positive",
    "amount, -1, 0.30, amount-not-positive",
    "velocity.count_5m, 2, 0, ''",
    "velocity.count_5m, 3, 0.15, velocity-5m-3",
    "velocity.count_5m, 4, 0.25, velocity-5m-4",
    "velocity.count_5m, 5, 0.25, velocity-5m-4",
    "velocity.count_5m, 6, 0.35, velocity-5m-6",
    "velocity.count_1h, 9, 0, ''",
    "velocity.count_1h, 10, 0.10, velocity-1h-10",
    "velocity.count_1h, 14, 0.10, velocity-1h-10",
    "velocity.count_1h, 15, 0.20, velocity-1h-15",
    "history.ratio_to_average, 3, 0, ''",
    "history.ratio_to_average, 3.01, 0.15, high-amount-3",
    "history.ratio_to_average, 5, 0.15, high-amount-3",
    "history.ratio_to_average, 5.01, 0.25, high-amount-5",
    "history.ratio_to_maximum, 1.5, 0, ''",
    "history.ratio_to_maximum, 1.51, 0.10, above-maximum",
    "history.failed_7d, 2, 0, ''",
    "history.failed_7d, 3, 0.10, failed-payments-3",
    "history.failed_7d, 4, 0.10, failed-payments-3",
    "history.failed_7d, 5, 0.20, failed-payments-5",
    "history.travel_kmh, 500, 0, ''",
    "history.travel_kmh, 500.1, 0.20, suspicious-travel",
    "history.travel_kmh, 1000, 0.20, suspicious-travel",
    "history.travel_kmh, 1000.1, 0.40, impossible-travel"
  })
  @Tag("S4-18")
  @Tag("S4-20")
  void bandsMeetWithoutOverlap(String path, BigDecimal value, BigDecimal score, String ids) {
    var result = DEFAULTS.evaluate(facts(path, value));

    assertThat(result.score()).isEqualByComparingTo(score);
    assertThat(String.join(" ", ids(path, value))).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, new-receiver",
    "3.5, 0.45, new-receiver-high-amount high-amount-3 new-receiver",
    "4, 0.45, new-receiver-high-amount high-amount-3 new-receiver",
    "4.5, 0.65, new-receiver-high-amount new-receiver-higher-amount high-amount-3 new-receiver",
    "5.5, 0.75, new-receiver-high-amount high-amount-5 new-receiver-higher-amount new-receiver"
  })
  @Tag("S4-23")
  void aNewReceiverRaisesAHighAmount(BigDecimal ratio, BigDecimal score, String ids) {
    var result = DEFAULTS.evaluate(facts("receiver.new", true, "history.ratio_to_average", ratio));

    assertThat(result.score()).isEqualByComparingTo(score);
    assertThat(result.hits()).extracting(RuleHit::ruleId).containsExactly(ids.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 1.0, 6, false",
    "10, 0.70, 6, false",
    "10, 0.71, 6, true",
    "8, 0.5, 7, true",
    "1000, 0.007, 7, true",
    "1000, 0.006, 6, false"
  })
  @Tag("S4-19")
  @Tag("S4-24")
  void aReceiverOfManyFraudsIsBlocked(
      long transactions, BigDecimal ratio, long frauds, boolean blocked) {
    var result =
        DEFAULTS.evaluate(
            facts(
                "receiver.transactions",
                transactions,
                "receiver.fraud_ratio",
                ratio,
                "receiver.frauds",
                frauds));

    assertThat(result.hardBlock().isPresent()).isEqualTo(blocked);
    assertThat(result.hardBlock().map(RuleHit::flag))
        .isEqualTo(
            blocked ? java.util.Optional.of("RECEIVER_BLACKLISTED") : java.util.Optional.empty());
  }

  @Test
  void aBurstAfterSilenceWeighsMore() {
    assertThat(ids("velocity.after_silence", true, "velocity.count_5m", 2)).isEmpty();
    assertThat(ids("velocity.after_silence", true, "velocity.count_5m", 3))
        .containsExactly("velocity-after-silence", "velocity-5m-3");
  }

  @Test
  void anApiWithoutDeviceIsSuspicious() {
    assertThat(ids("channel", "api")).containsExactly("api-without-device");
    assertThat(ids("channel", "api", "device", "")).containsExactly("api-without-device");
    assertThat(ids("channel", "api", "device", "d-1")).isEmpty();
    assertThat(ids("channel", "card")).isEmpty();
  }

  @Test
  @Tag("S4-21")
  void whatSendersSayOfAPaymentCounts() {
    assertThat(ids("merchant_category", "online_gambling"))
        .containsExactly("risky-merchant-category");
    assertThat(ids("metadata.ip_country_flagged", true)).containsExactly("flagged-ip-country");
    assertThat(ids("metadata.repeat_receiver", true)).containsExactly("repeat-receiver");
    assertThat(ids("device.new", true)).containsExactly("new-device");
  }

  @Test
  @Tag("S1-19")
  void thereAreSevenRulesOfTheFirstSourceAndEighteenSignals() {
    assertThat(DEFAULTS.versions()).hasSize(27);
  }

  private static List<String> ids(Object... facts) {
    return DEFAULTS.evaluate(facts(facts)).hits().stream().map(RuleHit::ruleId).toList();
  }
}
