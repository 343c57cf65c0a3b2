package io.casework.decision;

import io.casework.actions.NextAction;
import io.casework.actions.NextBestAction;
import io.casework.actions.ProtectiveActions;
import io.casework.actions.ProtectiveActions.Attempt;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a signal, each at most once: signal, action and case event are written in one transaction,
 * then the action is carried out, then the answer is kept for whoever asks again.
 */
@Component
class Signals {

  /** How long a repeat waits for the answer to the first; after that the first caller is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration POLL = Duration.ofMillis(50);

  private final SignalReader reader;
  private final SignalRows rows;
  private final SignalCases cases;
  private final NextBestAction table;
  private final ProtectiveActions actions;
  private final ReviewRequests review;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Signals(
      SignalReader reader,
      SignalRows rows,
      SignalCases cases,
      NextBestAction table,
      ProtectiveActions actions,
      ReviewRequests review,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.reader = reader;
    this.rows = rows;
    this.cases = cases;
    this.table = table;
    this.actions = actions;
    this.review = review;
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  Answer take(byte[] body, String actor) {
    var signal = reader.read(body);
    var hash = sha256(body);
    var known = rows.find(signal.eventId());
    if (known.isPresent()) {
      return repeated(signal, hash);
    }
    var choice = table.choose(signal.eventType(), signal.scoreOrZero());
    Attempt attempt;
    try {
      attempt = transaction.execute(status -> write(signal, hash, choice, actor));
    } catch (DuplicateKeyException e) {
      if (rows.find(signal.eventId()).isEmpty()) {
        throw e;
      }
      return repeated(signal, hash);
    }
    return keep(signal, attempt.make().log());
  }

  private Attempt write(Signal signal, String hash, NextBestAction.Choice choice, String actor) {
    var action = choice.action();
    var key = "signal:" + signal.caseId();
    rows.insert(signal, hash, key, action, clock.instant());
    facts.publishEvent(
        new OperationsEvent(
            "signal_taken",
            null,
            actor,
            Map.of(
                "event_type",
                signal.eventType(),
                "source_system",
                signal.sourceSystem(),
                "next_action",
                action.toString(),
                "action_key",
                key)));
    var reviewed = cases.wants(signal, action);
    if (reviewed) {
      review.post(cases.event(signal, action));
    }
    return actions.prepare(
        new ProtectiveActions.Request(
            key,
            action,
            signal.customerId(),
            reviewed ? signal.caseId() : null,
            signal.eventType(),
            choice.tables()));
  }

  private Answer repeated(Signal signal, String hash) {
    for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(POLL)) {
      var taken = rows.find(signal.eventId()).orElseThrow();
      if (!taken.bodySha256().equals(hash)) {
        throw Refused.conflict("/event_id", "was taken before with another body");
      }
      if (taken.log() != null) {
        return new Answer(taken.action().category(), taken.action(), taken.log());
      }
      rest();
    }
    var taken = rows.find(signal.eventId()).orElseThrow();
    return keep(signal, actions.outcome(taken.actionKey()).log());
  }

  private Answer keep(Signal signal, String log) {
    transaction.executeWithoutResult(status -> rows.answer(signal.eventId(), log, clock.instant()));
    var taken = rows.find(signal.eventId()).orElseThrow();
    return new Answer(
        taken.action().category(), taken.action(), Objects.requireNonNull(taken.log()));
  }

  private static void rest() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the sender of a signal hears. */
  record Answer(String workflowCategory, NextAction nextAction, String executionLog) {}
}
