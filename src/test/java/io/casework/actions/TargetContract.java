package io.casework.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What core banking, CRM and ticketing promise, whoever plays them. */
abstract class TargetContract {

  private final Order order =
      new Order("signal:" + UUID.randomUUID(), "cust/42 é", "transaction_fraud_detected");

  abstract CoreBanking coreBanking();

  abstract Crm crm();

  abstract Ticketing ticketing();

  /** From now on every call finds the system away. */
  abstract void goAway();

  /** From now on every call is refused. */
  abstract void refuse();

  /** How often the order took effect. */
  abstract int effects(String key);

  @Test
  void aSystemThatIsAwayIsNotOneThatRefuses() {
    goAway();

    assertThatThrownBy(() -> coreBanking().lock(order)).satisfies(this::isUnavailable);
    assertThatThrownBy(() -> coreBanking().unlock(order.undoing(), order.key()))
        .satisfies(this::isUnavailable);
    assertThatThrownBy(() -> crm().watch(order)).satisfies(this::isUnavailable);
    assertThatThrownBy(() -> ticketing().open(order)).satisfies(this::isUnavailable);
  }

  @Test
  void aRefusalSaysSo() {
    refuse();

    assertThatThrownBy(() -> coreBanking().requireSecondFactor(order)).satisfies(this::isRefusal);
    assertThatThrownBy(() -> crm().note(order)).satisfies(this::isRefusal);
    assertThatThrownBy(() -> ticketing().open(order)).satisfies(this::isRefusal);
  }

  @Test
  void aRepeatedOrderTakesEffectOnce() {
    coreBanking().lock(order);
    coreBanking().lock(order);

    assertThat(effects(order.key())).isEqualTo(1);
  }

  @Test
  void aRepeatedUndoingIsSilent() {
    coreBanking().lock(order);

    coreBanking().unlock(order.undoing(), order.key());
    coreBanking().unlock(order.undoing(), order.key());
    coreBanking().requireSecondFactor(new Order("b" + order.key(), "c", "r"));
    coreBanking().waiveSecondFactor(new Order("c" + order.key(), "c", "r"), "b" + order.key());
  }

  @Test
  void aTicketHasANumberAndARepeatHasTheSame() {
    var number = ticketing().open(order);

    assertThat(number).isNotBlank();
    assertThat(ticketing().open(order)).isEqualTo(number);
  }

  @Test
  void everySystemHasANameForPeople() {
    assertThat(coreBanking().target()).startsWith("core banking");
    assertThat(crm().target()).startsWith("CRM");
    assertThat(ticketing().target()).startsWith("ticketing");
  }

  private void isUnavailable(Throwable failure) {
    assertFailure(failure, false);
  }

  private void isRefusal(Throwable failure) {
    assertFailure(failure, true);
  }

  private void assertFailure(Throwable failure, boolean refused) {
    assertThat(failure).isInstanceOf(TargetFailure.class).hasMessageNotContaining("cust");
    assertThat(((TargetFailure) failure).refused()).isEqualTo(refused);
  }
}
