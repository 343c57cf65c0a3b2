package io.casework.audit;

import io.casework.archive.Archive;
import io.casework.audit.LogTables.Placed;
import io.casework.audit.SealTables.Part;
import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.vault.Signer;
import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database that was restored to an earlier point knows less of the log than the archive. Nothing
 * is numbered anew then: the log stands still until somebody has acknowledged the gap, and goes on
 * behind what the archive has, beginning with what is missing.
 */
@Component
class RestoredLog {

  private final LogTables log;
  private final TreeTables tree;
  private final SealTables seals;
  private final Archive archive;
  private final List<Archive> anchors;
  private final Signer signer;
  private final @Nullable Long acknowledged;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private boolean whole;

  RestoredLog(
      LogTables log,
      TreeTables tree,
      SealTables seals,
      Archive archive,
      Signer signer,
      AuditProperties properties,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.log = log;
    this.tree = tree;
    this.seals = seals;
    this.archive = archive;
    this.anchors = Stream.ofNullable(properties.anchorFolder()).map(Archive::inFolder).toList();
    this.signer = signer;
    this.acknowledged = properties.acknowledgedGap();
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Looks once after each start.
   *
   * @throws Refused while the archive or an anchor is ahead, and nobody has acknowledged it
   */
  synchronized void catchUp() {
    if (whole) {
      return;
    }
    try {
      // First the archive, then the table: another node may be shipping just now.
      var there = parts(archive);
      var anchored = new ArrayList<ArchivedPart>();
      for (var anchor : anchors) {
        anchored.addAll(parts(anchor));
      }
      var known = log.head().map(LogHead::partEnd).orElse(0L);
      var ahead = there.stream().filter(part -> part.first() > known).toList();
      var last = there.isEmpty() ? known : there.get(there.size() - 1).first();
      if (anchored.stream().anyMatch(part -> part.first() > Math.max(last, known))) {
        throw Refused.conflict(
            "audit log",
            "an anchor knows more records than archive and database; bring those back");
      }
      if (!ahead.isEmpty()) {
        adopt(ahead);
      }
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parts of the days that the table may not know whole, in order. */
  private List<ArchivedPart> parts(Archive place) throws IOException {
    var head = transaction.execute(status -> log.head());
    return head == null || head.isEmpty()
        ? ArchivedPart.all(place)
        : ArchivedPart.from(
            place, head.get().day(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private void adopt(List<ArchivedPart> ahead) throws IOException {
    if (log.head().isEmpty()) {
      throw Refused.conflict(
          "audit log",
          "the archive has a log and this database none; bring back the database, or begin with"
              + " another archive");
    }
    var size = CheckpointNote.parse(ahead.get(ahead.size() - 1).checkpoint()).size();
    if (acknowledged == null || acknowledged != size) {
      throw Refused.conflict(
          "audit log",
          ("the archive has %d records and this database %d: it was restored to an earlier point."
                  + " What the records in between tell of is lost here; when you have dealt with"
                  + " it, set casework.audit.acknowledged-gap=%d")
              .formatted(size, log.head().map(LogHead::size).orElse(0L), size));
    }
    transaction.executeWithoutResult(
        status -> {
          var before = log.lock();
          var head = before;
          for (var part : ahead) {
            head = adopt(head, part);
          }
          log.save(head);
          facts.publishEvent(
              new OperationsEvent(
                  "audit_gap",
                  null,
                  CaseEvent.SYSTEM,
                  Map.of("known_to", before.size(), "archived_to", head.size())));
        });
  }

  /** Takes the archive's lines into the table; the checkpoint proves that they are these. */
  private LogHead adopt(LogHead head, ArchivedPart part) {
    try {
      var note = CheckpointNote.parse(part.checkpoint());
      var bytes = part.records();
      demand(note.origin().equals(head.origin()) && part.first() == head.partEnd() + 1, part);
      demand(note.signedBy(List.of(VerifyingKey.of(signer.publicKey()))), part);
      var lines = ArchivedPart.lines(bytes);
      demand(part.first() + lines.size() - 1 == note.size() && note.size() >= head.size(), part);
      var known = log.lines(part.first(), head.size());
      for (int i = 0; i < known.size(); i++) {
        demand(Arrays.equals(known.get(i), lines.get(i)), part);
      }
      var grown = append(head, lines.subList(known.size(), lines.size()));
      demand(
          grown.lastHash().equals(note.last())
              && Arrays.equals(new HashTree(tree).root(note.size()), note.root()),
          part);
      if (seals.checkpoint(note.size()).isEmpty()) {
        seals.add(
            new AuditLog.Checkpoint(note.size(), Instant.parse(note.time()), part.checkpoint()));
      }
      var adopted = new Part(part.first(), note.size(), part.day(), Sha256.hex(Sha256.of(bytes)));
      seals.add(adopted);
      seals.shipped(adopted);
      return grown.closed().on(part.day());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fact that the table has, but had no place for yet, keeps its line. */
  private LogHead append(LogHead head, List<byte[]> lines) {
    var waiting = new ArrayList<>(log.late(lines.size()));
    waiting.addAll(log.after(head.highest(), lines.size()));
    var seq = head.size();
    var hash = head.lastHash();
    var highest = head.highest();
    var placed = new ArrayList<Placed>();
    for (var line : lines) {
      seq++;
      var fact = of(waiting, line, head.origin(), seq, hash);
      placed.add(new Placed(seq, fact == null ? -seq : fact.eventSeq(), line));
      waiting.remove(fact); // two may read the same
      highest = Math.max(highest, fact == null ? 0 : fact.eventSeq());
      hash = Sha256.hex(Sha256.of(line));
    }
    log.add(placed);
    log.removeGaps(placed.stream().map(Placed::eventSeq).toList(), Instant.EPOCH);
    tree.grow(head.size(), seq);
    return head.grown(seq, hash, highest, clock.instant());
  }

  private static @Nullable LogLine of(
      List<LogLine> waiting, byte[] line, String origin, long seq, String prev) {
    return waiting.stream()
        .filter(fact -> Arrays.equals(fact.bytes(origin, seq, prev), line))
        .findFirst()
        .orElse(null);
  }

  private static void demand(boolean proven, ArchivedPart part) {
    if (!proven) {
      throw Refused.conflict(
          "audit log", part.name() + " in the archive does not continue this log");
    }
  }
}
