package io.casework.actions;

import io.casework.CaseworkTest;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** The simulated systems keep the contract. */
@CaseworkTest
class SimulatorTests extends TargetContract {

  @Autowired Simulator simulator;
  @Autowired SimulatedOutage outage;

  @AfterEach
  void everythingIsUp() {
    outage.set(SimulatedOutage.Mode.NONE);
  }

  @Override
  CoreBanking coreBanking() {
    return new SimulatedCoreBanking(simulator);
  }

  @Override
  Crm crm() {
    return new SimulatedCrm(simulator);
  }

  @Override
  Ticketing ticketing() {
    return new SimulatedTicketing(simulator);
  }

  @Override
  void goAway() {
    outage.set(SimulatedOutage.Mode.AWAY);
  }

  @Override
  void refuse() {
    outage.set(SimulatedOutage.Mode.REFUSING);
  }

  @Override
  int effects(String key) {
    return (int) simulator.holds(null).stream().filter(hold -> hold.key().equals(key)).count();
  }
}
