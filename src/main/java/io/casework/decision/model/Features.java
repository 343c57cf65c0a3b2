package io.casework.decision.model;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The features of a payment, as the Fraud Detection Handbook defines them. */
public final class Features {

  public static final List<String> NAMES =
      List.of(
          "amount",
          "weekend",
          "night",
          "customer_count_1d",
          "customer_average_1d",
          "customer_count_7d",
          "customer_average_7d",
          "customer_count_30d",
          "customer_average_30d",
          "receiver_count_1d",
          "receiver_risk_1d",
          "receiver_count_7d",
          "receiver_risk_7d",
          "receiver_count_30d",
          "receiver_risk_30d");

  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final int NIGHT_ENDS = 6;

  private Features() {}

  /** The values in the order of {@link #NAMES}; night is 0 to 6 h UTC. */
  public static double[] of(FeatureInputs inputs) {
    var at = inputs.at().atZone(ZoneOffset.UTC);
    var values = new double[NAMES.size()];
    values[0] = inputs.amount();
    values[1] = WEEKEND.contains(at.getDayOfWeek()) ? 1 : 0;
    values[2] = at.getHour() <= NIGHT_ENDS ? 1 : 0;
    for (int window = 0; window < 3; window++) {
      values[3 + 2 * window] = inputs.customerCounts()[window];
      values[4 + 2 * window] = inputs.customerAverages()[window];
      var count = inputs.receiverCounts()[window];
      values[9 + 2 * window] = count;
      values[10 + 2 * window] = count == 0 ? 0 : inputs.receiverFrauds()[window] / count;
    }
    return values;
  }
}
