package io.casework.decision.model;

import java.util.Arrays;
import java.util.Random;

/**
 * Someone who lives somewhere and pays receivers nearby.
 *
 * @param meanAmount in ZAR
 * @param paymentsADay on average
 * @param receivers within reach
 */
record SimulatedCustomer(String id, double meanAmount, double paymentsADay, int[] receivers) {

  private static final int PLANE = 100;
  private static final double REACH = 5;
  private static final double SMALLEST_MEAN = 50;
  private static final double LARGEST_MEAN = 20_000;
  private static final double MOST_PAYMENTS_A_DAY = 4;
  private static final double SPREAD = 0.5;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final double NOON_SPREAD = 20_000;

  /** A place on a plane of 100 x 100. */
  record Place(double x, double y) {

    static Place random(Random random) {
      return new Place(random.nextDouble() * PLANE, random.nextDouble() * PLANE);
    }

    boolean reaches(Place other) {
      return StrictMath.hypot(x - other.x, y - other.y) < REACH;
    }
  }

  static SimulatedCustomer random(int number, Place[] receivers, Random random) {
    var home = Place.random(random);
    var nearby = new int[receivers.length];
    int count = 0;
    for (int i = 0; i < receivers.length; i++) {
      if (home.reaches(receivers[i])) {
        nearby[count++] = i;
      }
    }
    // As many customers with means of 50 to 500 as of 500 to 5,000.
    var mean = SMALLEST_MEAN * StrictMath.pow(LARGEST_MEAN / SMALLEST_MEAN, random.nextDouble());
    return new SimulatedCustomer(
        "C%06d".formatted(number),
        mean,
        random.nextDouble() * MOST_PAYMENTS_A_DAY,
        Arrays.copyOf(nearby, count));
  }

  /** Poisson, by the product of uniform numbers. */
  int payments(Random random) {
    if (receivers.length == 0) {
      return 0;
    }
    double limit = StrictMath.exp(-paymentsADay);
    double product = random.nextDouble();
    int count = 0;
    for (; product > limit; count++) {
      product *= random.nextDouble();
    }
    return count;
  }

  /** Log-normal: most below the mean, a few far above it. */
  double amount(Random random) {
    var typical = meanAmount * StrictMath.exp(-SPREAD * SPREAD / 2);
    return cents(typical * StrictMath.exp(SPREAD * random.nextGaussian()));
  }

  /** Around noon; what falls outside the day is drawn again. */
  int second(Random random) {
    int second;
    do {
      second = (int) Math.floor(SECONDS_OF_DAY / 2.0 + NOON_SPREAD * random.nextGaussian());
    } while (second < 0 || second >= SECONDS_OF_DAY);
    return second;
  }

  int receiver(Random random) {
    return receivers[random.nextInt(receivers.length)];
  }

  static double cents(double amount) {
    return Math.max(1, Math.round(amount * 100)) / 100.0;
  }
}
