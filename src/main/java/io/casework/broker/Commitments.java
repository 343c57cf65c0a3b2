package io.casework.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that wait until what they promise is on the disk; one wait serves them all. */
final class Commitments {

  private static final Logger log = LoggerFactory.getLogger(Commitments.class);

  private record Promise(Runnable kept, Consumer<Refusal> broken) {}

  private final Journal journal;
  private final List<Promise> promises = new ArrayList<>();

  Commitments(Journal journal) {
    this.journal = journal;
  }

  void add(Runnable kept, Consumer<Refusal> broken) {
    promises.add(new Promise(kept, broken));
  }

  void settle() {
    List<Promise> due = List.copyOf(promises);
    promises.clear();
    try {
      journal.commit();
    } catch (IOException e) {
      log.error("{} answers are refused, for the disk failed: {}", due.size(), e.toString());
      Refusal refusal =
          new Refusal(
              Conditions.RESOURCE_LIMIT, "The broker cannot write to its disk: " + e.getMessage());
      due.forEach(promise -> answer(() -> promise.broken().accept(refusal)));
      return;
    }
    due.forEach(promise -> answer(promise.kept()));
  }

  /** One client's trouble is no reason to leave the others without an answer. */
  private static void answer(Runnable answer) {
    try {
      answer.run();
    } catch (RuntimeException e) {
      log.warn("a client could not be answered", e);
    }
  }
}
