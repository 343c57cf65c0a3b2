package io.casework.decision.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Explains models that do not explain themselves: an ordinary payment becomes the given one,
 * feature by feature, in a few orders that are always the same, and what each step adds is
 * averaged.
 *
 * <p>An estimate of the Shapley values; that base and contributions add up to the score is exact.
 */
final class SampledShapley {

  private static final int ORDERS = 4;

  private final double[] reference;
  private final List<List<Integer>> orders = new ArrayList<>();

  SampledShapley(double[] reference) {
    this.reference = reference.clone();
    var random = new Random(1);
    for (int i = 0; i < ORDERS; i++) {
      List<Integer> order = new ArrayList<>();
      for (int feature = 0; feature < reference.length; feature++) {
        order.add(feature);
      }
      Collections.shuffle(order, random);
      orders.add(List.copyOf(order));
      // The same order backwards evens out who came first.
      Collections.reverse(order);
      orders.add(List.copyOf(order));
    }
  }

  Model.Explanation explain(ToDoubleFunction<double[]> model, double[] features) {
    double base = LogOdds.of(model.applyAsDouble(reference));
    var contributions = new double[reference.length];
    for (var order : orders) {
      var row = reference.clone();
      double before = base;
      for (int feature : order) {
        if (row[feature] != features[feature]) {
          row[feature] = features[feature];
          double after = LogOdds.of(model.applyAsDouble(row));
          contributions[feature] += (after - before) / orders.size();
          before = after;
        }
      }
    }
    return new Model.Explanation(
        model.applyAsDouble(features), base, Arrays.stream(contributions).boxed().toList());
  }
}
