package io.casework.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the work of several callers in one transaction, so that one commit serves them all.
 *
 * <p>Nobody waits for company: what has gathered while the last commit ran goes together. When one
 * work fails, the transaction is undone and each of its works runs alone, so that none suffers for
 * another.
 */
final class SharedTransactions implements AutoCloseable {

  private static final int TRIES = 4;

  private final BlockingQueue<Work<?>> waiting = new LinkedBlockingQueue<>();
  private final TransactionTemplate transaction;
  private final int most;
  private final ExecutorService lanes;

  /**
   * @param lanes how many transactions may run at the same time
   * @param most how many works may share one
   */
  SharedTransactions(TransactionTemplate transaction, int lanes, int most) {
    this.transaction = transaction;
    this.most = most;
    this.lanes =
        Executors.newFixedThreadPool(
            lanes,
            task -> {
              var thread = new Thread(task, "scoring");
              thread.setDaemon(true);
              return thread;
            });
    for (int lane = 0; lane < lanes; lane++) {
      this.lanes.execute(this::serve);
    }
  }

  /**
   * Runs the work in a transaction and returns its result once that is committed.
   *
   * @param order works of one transaction run in this order, so that two of them that lock the same
   *     rows never wait for each other in a circle
   */
  <T> T run(String order, Supplier<T> work) {
    var mine = new Work<>(order, work, new CompletableFuture<>());
    waiting.add(mine);
    try {
      return mine.result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void serve() {
    try {
      while (true) {
        var together = new ArrayList<Work<?>>();
        together.add(waiting.take());
        waiting.drainTo(together, most - 1);
        together.sort(Comparator.comparing(Work::order));
        commit(together);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Work<?>> together) {
    try {
      var answers = transaction.execute(status -> together.stream().map(Work::answer).toList());
      for (int i = 0; i < together.size(); i++) {
        together.get(i).complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      together.forEach(this::alone);
    }
  }

  // Two first payments of one sender, or two requests of one key, may meet: the later one again.
  private void alone(Work<?> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        work.complete(transaction.execute(status -> work.answer()));
        return;
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        if (attempt == TRIES) {
          work.result.completeExceptionally(e);
          return;
        }
      } catch (RuntimeException | Error e) {
        work.result.completeExceptionally(e);
        return;
      }
    }
  }

  @Override
  public void close() {
    lanes.shutdownNow();
  }

  private record Work<T>(String order, Supplier<T> work, CompletableFuture<T> result) {

    Object answer() {
      return work.get();
    }

    @SuppressWarnings("unchecked")
    void complete(Object answer) {
      result.complete((T) answer);
    }
  }
}
