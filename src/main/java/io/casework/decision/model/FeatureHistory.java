package io.casework.decision.model;

import java.util.HashMap;
import java.util.Map;

/** Computes features as the payments come, in the order of time, each from what was known then. */
final class FeatureHistory {

  private final Map<String, CustomerWindows> customers = new HashMap<>();
  private final Map<String, ReceiverDays> receivers = new HashMap<>();

  /** The features of the next payment, which is history from then on. */
  double[] next(LabelledPayment payment) {
    var day = payment.day();
    var customer = customers.computeIfAbsent(payment.customer(), id -> new CustomerWindows());
    var receiver = receivers.computeIfAbsent(payment.receiver(), id -> new ReceiverDays(day));
    customer.add(payment.at().getEpochSecond(), payment.amount());
    var inputs =
        new FeatureInputs(
            payment.at(),
            payment.amount(),
            customer.counts(),
            customer.averages(),
            receiver.countsBefore(day),
            receiver.fraudsBefore(day));
    receiver.add(day, payment.fraud());
    return Features.of(inputs);
  }
}
