package io.casework.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds records of the trail for auditors. */
public interface AuditSearch {

  /** One page, in the order of the sequence number. */
  List<AuditTrail.Entry> page(Query query);

  /** The kinds of facts that there are, in alphabetical order. */
  List<String> kinds();

  /** Who read cases or payments, those with the most cases first. */
  List<Reader> readers(Instant from, Instant to, int most);

  /**
   * What to look for; all conditions hold together.
   *
   * @param kind the fact's name
   * @param text occurs in the facts, in any case
   * @param newestFirst otherwise the oldest come first
   * @param after the sequence number of the last record that was seen
   */
  record Query(
      @Nullable String caseId,
      @Nullable String actor,
      @Nullable String kind,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String text,
      boolean newestFirst,
      @Nullable Long after,
      int limit) {

    /** The same, from the next page on. */
    public Query after(long seq) {
      return new Query(caseId, actor, kind, from, to, text, newestFirst, seq, limit);
    }
  }

  /**
   * How much one person read.
   *
   * @param cases different cases or payments
   * @param reads records of reading, those of lists included
   */
  record Reader(String actor, long cases, long reads, Instant last) {}
}
