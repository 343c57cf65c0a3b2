package io.casework.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Lets callers share one transaction: what arrives while one is under way goes into the next.
 *
 * <p>Nobody waits for company. When the common transaction fails, every piece is done alone, so
 * that a poisonous or repeated one costs its neighbours nothing but time. A caller returns when its
 * own piece is committed, or throws what went wrong with it.
 */
final class Gathering<T, R> {

  private final Function<List<T>, List<R>> together;
  private final ReentrantLock turn = new ReentrantLock();
  private final Queue<Piece<T, R>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * @param together does all pieces in one transaction; results in the order of the pieces
   */
  Gathering(Function<List<T>, List<R>> together) {
    this.together = together;
  }

  R handle(T content) {
    var piece = new Piece<T, R>(content, new CompletableFuture<>());
    waiting.add(piece);
    turn.lock();
    try {
      // Empty if whoever had the turn before took this piece along.
      handle(gathered());
    } finally {
      turn.unlock();
    }
    try {
      return piece.result().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private List<Piece<T, R>> gathered() {
    var pieces = new ArrayList<Piece<T, R>>();
    for (var piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      pieces.add(piece);
    }
    return pieces;
  }

  private void handle(List<Piece<T, R>> pieces) {
    if (pieces.isEmpty()) {
      return;
    }
    try {
      var results = together.apply(pieces.stream().map(Piece::content).toList());
      for (int i = 0; i < pieces.size(); i++) {
        pieces.get(i).result().complete(results.get(i));
      }
    } catch (TransactionException | DataAccessResourceFailureException e) {
      // The database is away, for each of them: asking again one by one would outlast their locks.
      pieces.forEach(piece -> piece.result().completeExceptionally(e));
    } catch (RuntimeException e) {
      if (pieces.size() == 1) {
        pieces.get(0).result().completeExceptionally(e);
      } else {
        pieces.forEach(piece -> handle(List.of(piece)));
      }
    } finally {
      // An error of the machine itself: nobody may wait for ever.
      pieces.forEach(piece -> piece.result().completeExceptionally(new IllegalStateException()));
    }
  }

  private record Piece<T, R>(T content, CompletableFuture<R> result) {}
}
