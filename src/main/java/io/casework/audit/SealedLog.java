package io.casework.audit;

import io.casework.core.CaseId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The log as others see it. */
@Component
class SealedLog implements AuditLog {

  private final Sequencer sequencer;
  private final LogTables log;
  private final TreeTables tree;
  private final SealTables seals;

  SealedLog(Sequencer sequencer, LogTables log, TreeTables tree, SealTables seals) {
    this.sequencer = sequencer;
    this.log = log;
    this.tree = tree;
    this.seals = seals;
  }

  @Override
  public Checkpoint checkpoint() {
    return sequencer.checkpoint();
  }

  @Override
  public Optional<Checkpoint> latest() {
    return seals.latestCheckpoint();
  }

  /** In a transaction of its own: the caller's may be older than the checkpoint. */
  @Override
  @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
  public List<ProvenLine> slice(CaseId caseId, Checkpoint checkpoint) {
    var hashes = new HashTree(tree);
    return log.lines(caseId, checkpoint.size()).stream()
        .map(
            line -> new ProvenLine(line.seq(), line.bytes(), proof(hashes, line.seq(), checkpoint)))
        .toList();
  }

  /** One record under a checkpoint; empty when it is not under it. */
  @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
  public Optional<ProvenLine> record(long seq, Checkpoint checkpoint) {
    return seq < 1 || seq > checkpoint.size()
        ? Optional.empty()
        : log.lines(seq, seq).stream()
            .findFirst()
            .map(bytes -> new ProvenLine(seq, bytes, proof(new HashTree(tree), seq, checkpoint)));
  }

  /** C2SP tlog-proof; its index counts from 0. */
  private static String proof(HashTree hashes, long seq, Checkpoint checkpoint) {
    var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ").append(seq - 1).append('\n');
    for (var hash : hashes.path(seq - 1, checkpoint.size())) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    return text.append('\n').append(checkpoint.note()).toString();
  }
}
