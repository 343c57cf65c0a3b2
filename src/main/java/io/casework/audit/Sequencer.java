package io.casework.audit;

import io.casework.audit.AuditLog.Checkpoint;
import io.casework.audit.LogTables.Placed;
import io.casework.audit.SealTables.Part;
import io.casework.core.Failpoints;
import io.casework.vault.Signer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every committed fact its place in the log, and signs what the log has come to.
 *
 * <p>Facts are numbered when they are recorded but seen when they are committed: in another order,
 * and with numbers missing for ever where a transaction was rolled back. So the places are given
 * afterwards, by whichever node holds the head; a number that is missing is remembered for a day.
 */
@Component
class Sequencer {

  /** No transaction lasts longer. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final LogTables log;
  private final TreeTables tree;
  private final SealTables seals;
  private final RestoredLog restored;
  private final Signer signer;
  private final AuditProperties properties;
  private final Clock clock;
  private final TransactionTemplate alone;

  Sequencer(
      LogTables log,
      TreeTables tree,
      SealTables seals,
      RestoredLog restored,
      Signer signer,
      AuditProperties properties,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.log = log;
    this.tree = tree;
    this.seals = seals;
    this.restored = restored;
    this.signer = signer;
    this.properties = properties;
    this.clock = clock;
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Takes in all that is committed and closes what is due; returns the number of new records.
   *
   * @throws io.casework.core.Refused while the archive is ahead of the table
   */
  synchronized int takeIn() {
    restored.catchUp();
    var taken = 0;
    // Looking costs no lock and no write: most ticks find nothing.
    if (somethingToDo()) {
      for (var more = true; more; ) {
        var step = alone.execute(status -> step());
        taken += step.taken();
        Failpoints.hit("audit.after-sequence");
        more = step.more();
      }
    }
    return taken;
  }

  /** A checkpoint over all that is committed now. */
  synchronized Checkpoint checkpoint() {
    takeIn();
    return alone.execute(status -> checkpoint(log.lock(), clock.instant()));
  }

  private boolean somethingToDo() {
    var head = alone.execute(status -> log.head()).orElseGet(this::begin);
    var now = clock.instant();
    return log.anyWaiting(head.highest()) || day(now).isAfter(head.day()) || due(head, now);
  }

  private LogHead begin() {
    try {
      alone.executeWithoutResult(
          status -> log.begin("casework-" + UUID.randomUUID(), day(clock.instant())));
    } catch (DuplicateKeyException e) {
      // Another node began.
    }
    return alone.execute(status -> log.head()).orElseThrow();
  }

  private Step step() {
    var head = log.lock();
    var now = clock.instant();
    if (day(now).isAfter(head.day())) {
      head = close(head, now).on(day(now));
    }
    var room = properties.partRecords() - head.open();
    var facts = new ArrayList<>(log.late(room));
    var late = facts.size();
    if (late < room) {
      facts.addAll(log.after(head.highest(), room - late));
    }
    if (!facts.isEmpty()) {
      rememberGaps(head, facts, late, now);
      head = append(head, facts, now);
    }
    if (due(head, now)) {
      head = close(head, now);
    }
    log.save(head);
    return new Step(facts.size(), facts.size() == room);
  }

  private void rememberGaps(LogHead head, List<LogLine> facts, int late, Instant now) {
    log.removeGaps(
        facts.subList(0, late).stream().map(LogLine::eventSeq).toList(), now.minus(PATIENCE));
    var gaps = new ArrayList<Long>();
    var expected = head.highest() + 1;
    for (var fact : facts.subList(late, facts.size())) {
      if (fact.at().isAfter(now.minus(PATIENCE))) {
        for (var missing = expected; missing < fact.eventSeq(); missing++) {
          gaps.add(missing);
        }
      }
      expected = fact.eventSeq() + 1;
    }
    log.addGaps(gaps, now);
  }

  private LogHead append(LogHead head, List<LogLine> facts, Instant now) {
    var seq = head.size();
    var hash = head.lastHash();
    var highest = head.highest();
    var lines = new ArrayList<Placed>(facts.size());
    for (var fact : facts) {
      seq++;
      var bytes = fact.bytes(head.origin(), seq, hash);
      lines.add(new Placed(seq, fact.eventSeq(), bytes));
      hash = Sha256.hex(Sha256.of(bytes));
      highest = Math.max(highest, fact.eventSeq());
    }
    log.add(lines);
    tree.grow(head.size(), seq);
    return head.grown(seq, hash, highest, now);
  }

  private boolean due(LogHead head, Instant now) {
    var since = head.openSince();
    return since != null
        && (head.open() >= properties.partRecords()
            || !now.isBefore(since.plus(properties.partTime())));
  }

  private LogHead close(LogHead head, Instant now) {
    if (head.open() == 0) {
      return head;
    }
    checkpoint(head, now);
    var first = head.partEnd() + 1;
    var digest = Sha256.digest();
    log.lines(first, head.size()).forEach(digest::update);
    seals.add(new Part(first, head.size(), head.day(), Sha256.hex(digest.digest())));
    return head.closed();
  }

  private Checkpoint checkpoint(LogHead head, Instant now) {
    return seals
        .checkpoint(head.size())
        .orElseGet(
            () -> {
              var root = new HashTree(tree).root(head.size());
              Failpoints.hit("seal.before-signature");
              var note =
                  CheckpointNote.sign(
                      head.origin(), head.size(), root, head.lastHash(), now, signer);
              var signed = new Checkpoint(head.size(), now, note);
              seals.add(signed);
              return signed;
            });
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private record Step(int taken, boolean more) {}
}
