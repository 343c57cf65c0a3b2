package io.casework.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** One of those that are compared, and its sums. */
final class Side {

  static final Side NONE = new Side("", cases -> 0);

  private final String name;
  private final Run run;
  private int cases;
  private double seconds;
  private double cpu;

  Side(String name, Run run) {
    this.name = name;
    this.run = run;
  }

  void measure(int more) throws Exception {
    System.gc();
    var before = cpuMillis();
    seconds += run.seconds(more);
    cpu += cpuMillis() - before;
    cases += more;
  }

  void print(String state) {
    System.out.printf(
        "%s, %s: %d cases, %.0f a second, %.1f ms of CPU each%n",
        name, state, cases, cases / seconds, cpu / cases);
  }

  void forget() {
    cases = 0;
    seconds = 0;
    cpu = 0;
  }

  double ratio(Side other) {
    return cases / seconds / (other.cases / other.seconds);
  }

  /** How many times the processor time of the other a case takes here. */
  double cpuRatio(Side other) {
    return cpu / cases / (other.cpu / other.cases);
  }

  static double cpuMillis() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  /** Seconds until the tasks of that many more cases are open. */
  interface Run {
    double seconds(int cases) throws Exception;
  }
}
