package io.casework.actions;

/** Core banking, played by this application. */
class SimulatedCoreBanking implements CoreBanking {

  static final String LOCK = "lock";
  static final String SECOND_FACTOR = "second_factor";

  private final Simulator simulator;

  SimulatedCoreBanking(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public String target() {
    return "core banking (simulator)";
  }

  @Override
  public void lock(Order order) {
    simulator.place(target(), LOCK, order);
  }

  @Override
  public void unlock(Order order, String lockKey) {
    simulator.release(target(), order, lockKey);
  }

  @Override
  public void requireSecondFactor(Order order) {
    simulator.place(target(), SECOND_FACTOR, order);
  }

  @Override
  public void waiveSecondFactor(Order order, String demandKey) {
    simulator.release(target(), order, demandKey);
  }
}
