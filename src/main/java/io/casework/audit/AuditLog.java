package io.casework.audit;

import io.casework.core.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The trail as a hash-chained log that strangers can check: RFC 6962 tree, signed checkpoints.
 *
 * <p>A record stands here once its transaction has ended and the sequencer has taken it.
 */
public interface AuditLog {

  /** Takes in all that is committed and signs a checkpoint over it. */
  Checkpoint checkpoint();

  /** The latest checkpoint; empty in a new installation. */
  Optional<Checkpoint> latest();

  /** The records about a case up to a checkpoint, in order, each with its proof. */
  List<ProvenLine> slice(CaseId caseId, Checkpoint checkpoint);

  /**
   * A signed statement about the whole log.
   *
   * @param size number of records
   * @param note C2SP tlog-checkpoint: origin, size and root, signed with ECDSA P-256
   */
  record Checkpoint(long size, Instant at, String note) {}

  /**
   * A record as it is sealed.
   *
   * @param seq from 1, without gaps
   * @param line the exact bytes, with the line feed
   * @param proof C2SP tlog-proof against the checkpoint
   */
  record ProvenLine(long seq, byte[] line, String proof) {}
}
