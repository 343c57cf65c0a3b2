package io.casework.alerts.sources;

import io.casework.alerts.AlertSource;
import io.casework.alerts.IncomingAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes alerts in transactions as triage does, and misbehaves as told. */
final class FakeTaker implements AlertSource.Taker {

  final List<IncomingAlert> alerts = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  final List<String> failures = new ArrayList<>();

  /** Runs in the transaction after the position was kept, before the commit. */
  Consumer<List<IncomingAlert>> beforeCommit = alerts -> {};

  /** Runs when the batch is committed. */
  Runnable afterCommit = () -> {};

  private final TransactionTemplate transaction;

  FakeTaker(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void take(List<IncomingAlert> batch, Runnable position) {
    transaction.executeWithoutResult(
        status -> {
          position.run();
          beforeCommit.accept(batch);
        });
    alerts.addAll(batch);
    batches.add(batch.size());
    afterCommit.run();
  }

  @Override
  public void failed(String what, String why) {
    failures.add(what + ": " + why);
  }

  /** From now on it fails with every batch once it has taken this many. */
  void failAfter(int alertsTaken) {
    beforeCommit =
        batch -> {
          if (alerts.size() >= alertsTaken) {
            throw new IllegalStateException("killed");
          }
        };
  }

  void behave() {
    beforeCommit = alerts -> {};
    afterCommit = () -> {};
  }

  List<String> ids() {
    return alerts.stream().map(IncomingAlert::externalId).toList();
  }
}
