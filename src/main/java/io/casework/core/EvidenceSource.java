package io.casework.core;

/**
 * What a room can prove about a case; its bundle asks every source.
 *
 * <p>Asked within one read-only transaction, so that all sources speak of the same moment.
 */
public interface EvidenceSource {

  /** Hands over the room's files about a case; the same case gives the same files. */
  void collect(CaseId caseId, Evidence into);
}
