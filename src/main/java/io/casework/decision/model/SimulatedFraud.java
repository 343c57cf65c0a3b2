package io.casework.decision.model;

import java.util.Random;

/**
 * The three scenarios of the Fraud Detection Handbook. Amounts of 50,000 ZAR and more are fraud.
 * Every day two receivers are compromised for 28 days: all they get is fraud. Every day three
 * customers are compromised for 14 days: one payment in three is made by somebody else, at five
 * times the amount.
 */
final class SimulatedFraud {

  static final double LIMIT = 50_000;

  private static final int RECEIVERS_A_DAY = 2;
  private static final int RECEIVER_DAYS = 28;
  private static final int CUSTOMERS_A_DAY = 3;
  private static final int CUSTOMER_DAYS = 14;
  private static final int AMOUNT_FACTOR = 5;

  private final int[] receiverUntil;
  private final int[] customerUntil;
  private final Random random;

  SimulatedFraud(SimulationSize size, Random random) {
    this.receiverUntil = new int[size.receivers()];
    this.customerUntil = new int[size.customers()];
    this.random = random;
  }

  /** Whom it hits from this day on. */
  void begin(int day) {
    for (int i = 0; i < RECEIVERS_A_DAY; i++) {
      receiverUntil[random.nextInt(receiverUntil.length)] = day + RECEIVER_DAYS;
    }
    for (int i = 0; i < CUSTOMERS_A_DAY; i++) {
      customerUntil[random.nextInt(customerUntil.length)] = day + CUSTOMER_DAYS;
    }
  }

  /** The payment as it really happens. */
  Outcome apply(int day, int customer, int receiver, double amount) {
    var stolen = day < customerUntil[customer] && random.nextInt(3) == 0;
    var paid = stolen ? SimulatedCustomer.cents(AMOUNT_FACTOR * amount) : amount;
    return new Outcome(paid, stolen || paid >= LIMIT || day < receiverUntil[receiver]);
  }

  record Outcome(double amount, boolean fraud) {}
}
