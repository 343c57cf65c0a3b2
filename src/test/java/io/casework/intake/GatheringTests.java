package io.casework.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

/** Who comes together is served together, and suffers alone. */
class GatheringTests {

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch firstIsIn = new CountDownLatch(1);
  private final CountDownLatch firstMayGo = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();
  private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());
  private final Gathering<String, String> gathering = new Gathering<>(this::commit);

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void oneAloneWaitsForNobody() {
    firstMayGo.countDown();

    assertThat(gathering.handle("a")).isEqualTo("A");
    assertThat(transactions).containsExactly(List.of("a"));
  }

  @Test
  void whatArrivesMeanwhileSharesTheNextTransaction() throws Exception {
    var answers = firstAndThen("b", "c", "d");

    for (var answer : answers) {
      answer.get();
    }
    assertThat(transactions).hasSize(2);
    assertThat(transactions.get(1)).containsExactlyInAnyOrder("b", "c", "d");
  }

  @Test
  void thePoisonousOneFailsAndItsNeighboursAreDone() throws Exception {
    var answers = firstAndThen("b", "poison", "d");

    assertThat(answers.get(1).get()).isEqualTo("B");
    assertThat(answers.get(3).get()).isEqualTo("D");
    assertThatThrownBy(() -> answers.get(2).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(transactions.subList(2, 5))
        .containsExactlyInAnyOrder(List.of("b"), List.of("poison"), List.of("d"));
  }

  @Test
  void aDatabaseThatIsAwayIsAskedOnce() throws Exception {
    var answers = firstAndThen("b", "away", "d");

    for (var answer : answers.subList(1, 4)) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(CannotCreateTransactionException.class);
    }
    assertThat(transactions).hasSize(2);
  }

  /** The first is held in its transaction until all others have arrived. */
  private List<Future<String>> firstAndThen(String... others) throws Exception {
    var answers = new ArrayList<Future<String>>();
    answers.add(callers.submit(() -> gathering.handle("a")));
    firstIsIn.await();
    var threads = new ArrayList<CompletableFuture<Thread>>();
    for (var other : others) {
      var thread = new CompletableFuture<Thread>();
      threads.add(thread);
      answers.add(
          callers.submit(
              () -> {
                thread.complete(Thread.currentThread());
                return gathering.handle(other);
              }));
    }
    for (var thread : threads) {
      await().until(() -> thread.join().getState() == Thread.State.WAITING);
    }
    firstMayGo.countDown();
    return answers;
  }

  private List<String> commit(List<String> pieces) {
    transactions.add(pieces);
    if (arrived.getAndIncrement() == 0) {
      firstIsIn.countDown();
      try {
        firstMayGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (pieces.contains("away")) {
      throw new CannotCreateTransactionException("away");
    }
    if (pieces.contains("poison")) {
      throw new IllegalArgumentException("poison");
    }
    return pieces.stream().map(String::toUpperCase).toList();
  }
}
