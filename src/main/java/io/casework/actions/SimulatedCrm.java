package io.casework.actions;

/** The customers' file, played by this application. */
class SimulatedCrm implements Crm {

  static final String WATCH = "watch";
  static final String NOTE = "note";

  private final Simulator simulator;

  SimulatedCrm(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String target() {
    return "CRM (simulator)";
  }

  @Override
  public void watch(Order order) {
    simulator.place(target(), WATCH, order);
  }

  @Override
  public void note(Order order) {
    simulator.place(target(), NOTE, order);
  }
}
