package io.casework.actions;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What each action means in the systems that own accounts, customers and tickets. */
@Component
class Effects {

  private final CoreBanking coreBanking;
  private final Crm crm;
  private final Ticketing ticketing;

  Effects(CoreBanking coreBanking, Crm crm, Ticketing ticketing) {
    this.coreBanking = coreBanking;
    this.crm = crm;
    this.ticketing = ticketing;
  }

  /** The system that carries it out, as people call it. */
  String target(NextAction action) {
    return switch (action) {
      case FREEZE_ACCOUNT, REQUIRE_2FA -> coreBanking.target();
      case MONITOR_ACCOUNT, ROUTE_TO_MANUAL_REVIEW -> crm.target();
      case INITIATE_INVESTIGATION -> ticketing.target();
    };
  }

  /** Returns what the other system calls it: the number of a ticket. */
  @Nullable String carryOut(NextAction action, Order order) {
    switch (action) {
      case FREEZE_ACCOUNT -> coreBanking.lock(order);
      case REQUIRE_2FA -> coreBanking.requireSecondFactor(order);
      case MONITOR_ACCOUNT -> crm.watch(order);
      case ROUTE_TO_MANUAL_REVIEW -> crm.note(order);
      case INITIATE_INVESTIGATION -> {
        return ticketing.open(order);
      }
    }
    return null;
  }

  void undo(NextAction action, Order order) {
    switch (action) {
      case FREEZE_ACCOUNT -> coreBanking.unlock(order.undoing(), order.key());
      case REQUIRE_2FA -> coreBanking.waiveSecondFactor(order.undoing(), order.key());
      case MONITOR_ACCOUNT, ROUTE_TO_MANUAL_REVIEW, INITIATE_INVESTIGATION ->
          throw new IllegalStateException(action + " cannot be undone");
    }
  }
}
