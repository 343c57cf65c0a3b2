package io.casework.decision.model;

import io.casework.decision.model.SimulatedCustomer.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up payments to learn from where there are none yet; one seed, one data set. */
final class SimulatedPayments {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final int SECONDS_OF_DAY = 86_400;

  private SimulatedPayments() {}

  /** In the order of time. */
  static List<LabelledPayment> generate(SimulationSize size, long seed) {
    var random = new Random(seed);
    var places =
        IntStream.range(0, size.receivers())
            .mapToObj(i -> Place.random(random))
            .toArray(Place[]::new);
    var names =
        IntStream.range(0, size.receivers()).mapToObj("R%06d"::formatted).toArray(String[]::new);
    var customers =
        IntStream.range(0, size.customers())
            .mapToObj(i -> SimulatedCustomer.random(i, places, random))
            .toList();
    var fraud = new SimulatedFraud(size, random);
    List<LabelledPayment> payments = new ArrayList<>();
    for (int day = 0; day < size.days(); day++) {
      fraud.begin(day);
      var start = START.plusSeconds((long) day * SECONDS_OF_DAY);
      List<LabelledPayment> today = new ArrayList<>();
      for (int i = 0; i < customers.size(); i++) {
        var customer = customers.get(i);
        for (int count = customer.payments(random); count > 0; count--) {
          int receiver = customer.receiver(random);
          var paid = fraud.apply(day, i, receiver, customer.amount(random));
          today.add(
              new LabelledPayment(
                  start.plusSeconds(customer.second(random)),
                  customer.id(),
                  names[receiver],
                  paid.amount(),
                  paid.fraud()));
        }
      }
      today.sort(Comparator.comparing(LabelledPayment::at));
      payments.addAll(today);
    }
    return payments;
  }
}
