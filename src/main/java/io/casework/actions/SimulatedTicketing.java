package io.casework.actions;

/** The ops team's tickets, played by this application. */
class SimulatedTicketing implements Ticketing {

  private final Simulator simulator;

  SimulatedTicketing(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String target() {
    return "ticketing (simulator)";
  }

  @Override
  public String open(Order order) {
    return simulator.open(target(), order);
  }
}
