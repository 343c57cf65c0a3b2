package io.casework.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a transaction has published so far; what a savepoint undoes was never a fact. */
final class WaitingFacts implements TransactionSynchronization {

  private final List<Object[]> rows = new ArrayList<>();
  private final Map<Object, Integer> savepoints = new HashMap<>();

  private WaitingFacts() {}

  static Optional<WaitingFacts> found() {
    return TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(WaitingFacts.class::isInstance)
        .map(WaitingFacts.class::cast)
        .findAny();
  }

  static WaitingFacts ofThisTransaction() {
    return found()
        .orElseGet(
            () -> {
              var fresh = new WaitingFacts();
              TransactionSynchronizationManager.registerSynchronization(fresh);
              return fresh;
            });
  }

  void add(Object[] row) {
    rows.add(row);
  }

  void handOver(Consumer<List<Object[]>> to) {
    if (!rows.isEmpty()) {
      to.accept(rows);
      rows.clear();
    }
  }

  @Override
  public void savepoint(Object savepoint) {
    savepoints.put(savepoint, rows.size());
  }

  @Override
  public void savepointRollback(Object savepoint) {
    // A savepoint older than the first fact is not known here.
    rows.subList(savepoints.getOrDefault(savepoint, 0), rows.size()).clear();
  }
}
