package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.core.Priority;
import io.casework.core.Route;
import io.casework.core.ScoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where cases are kept.
 *
 * <p>Every changing method runs in the caller's transaction, makes the version grow by one and
 * publishes one fact. Unknown ids end in {@link NoSuchCase}, wrong states in {@link CaseConflict}.
 */
public interface Cases {

  /**
   * Creates the record with status {@code open} and keeps the event as it came.
   *
   * @param traceparent the trace that the producer began, to be gone on with
   */
  void open(ScoredEvent event, String body, Instant receivedAt, @Nullable String traceparent);

  /** The trace that the case is a part of. */
  Optional<String> traceparent(CaseId caseId);

  Optional<CaseRecord> find(CaseId caseId);

  CaseRecord get(CaseId caseId);

  /** Reads the record and keeps others from changing it until the transaction ends. */
  CaseRecord lock(CaseId caseId);

  CasePage page(CaseQuery query);

  /** The event that opened the case; after an erasure it names nobody. */
  ScoredEvent event(CaseId caseId);

  /** The body of that event, exactly as it came. */
  String body(CaseId caseId);

  List<Finding> findings(CaseId caseId);

  /** Keeps what the sources said. */
  void enrich(CaseId caseId, List<Finding> findings);

  /** Gives the case its route, priority and clock. */
  void route(CaseRecord record, Routing routing);

  /** Closes a case that needs no review; {@code tables} as in {@link Routing}. */
  void clear(CaseId caseId, double selectionProbability, Map<String, Object> tables);

  /** Marks that the review of a round begins; false if it already has. */
  boolean startReview(CaseId caseId, int round);

  /** Puts the case on a person's desk, or with null back into the queue of the group. */
  void assign(CaseId caseId, @Nullable String assignee, String queueGroup, String actor);

  /** Records that its owner is told that it is due soon. */
  void remind(CaseId caseId);

  /** Remembers that the due time passed; false if it was known. */
  boolean breach(CaseId caseId);

  /** By how many seconds the latest breach of this round was noticed late; empty if in time. */
  Optional<Long> lateBy(CaseId caseId);

  /** Hands the case up; false if this round has already reached the level. */
  boolean escalate(CaseId caseId, Escalation escalation);

  /** Stops the clock while the customer is asked. */
  void pause(CaseId caseId, String reason, String actor);

  /** Lets the clock run on with the time that was left. */
  Deadline resume(CaseId caseId, String actor);

  /** Records the decision and closes the case. */
  Resolution resolve(
      CaseId caseId, Decision decision, ReasonCode reasonCode, @Nullable String note, String actor);

  /** Opens a closed case for another round; the note says why. */
  CaseRecord reopen(CaseId caseId, String note, String actor);

  Note note(CaseId caseId, String text, String actor);

  /** Puts another text in place of the author's own, while the case is open; the old is kept. */
  Note editNote(CaseId caseId, String noteId, String text, String actor);

  List<Note> notes(CaseId caseId);

  /** Every text that a note has had, the first first; empty for an unknown note. */
  List<Note> noteVersions(CaseId caseId, String noteId);

  List<Resolution> resolutions(CaseId caseId);

  /** Earlier cases of the same customer, newest first, at most 20. */
  List<CaseRecord> related(CaseId caseId);

  /** Open cases of a customer, the newest first, at most 20. */
  List<CaseRecord> openOf(String userToken);

  /** What another room keeps came to the case or left it; {@code what} is said of it. */
  void changedBeside(CaseId caseId, String kind, Map<String, Object> what, String actor);

  /** A file was added to the case; {@code what} is said of it besides its id. */
  void attached(CaseId caseId, String attachmentId, Map<String, Object> what, String actor);

  /** Keeps the record as it is now, for later proof. */
  void snapshot(CaseId caseId, String reason);

  /** What was kept so, oldest first. */
  List<Snapshot> snapshots(CaseId caseId);

  /**
   * Forgets the person in a closed case and destroys its key: score, decisions and times stay.
   *
   * <p>Afterwards the event names nobody, texts say {@code erased}, and no text can be added.
   *
   * @return false if it was erased before
   */
  boolean erase(CaseId caseId, Erasure erasure);

  /**
   * Why a case is erased and who answers for it.
   *
   * @param reason a code: {@code data_subject_request}
   */
  record Erasure(String retentionClass, String reason, String requestedBy, String confirmedBy) {}

  /**
   * What routing decided.
   *
   * @param tier {@code high}, {@code medium} or {@code low}
   * @param policyDueAt due by policy alone
   * @param tables the decision tables that were asked, by id: version, rows that matched, inputs
   */
  record Routing(
      Route route,
      String tier,
      Priority priority,
      Instant policyDueAt,
      Deadline deadline,
      boolean controlSample,
      double selectionProbability,
      Map<String, Object> tables) {}

  /**
   * A case goes up one level.
   *
   * @param reason {@code sla_breach}, {@code reopened_twice} or {@code requested}
   * @param level 1 senior, 2 lead
   * @param tables as in {@link Routing}
   */
  record Escalation(
      int level,
      String reason,
      @Nullable String assignee,
      String queueGroup,
      Priority priority,
      Deadline deadline,
      String actor,
      Map<String, Object> tables) {}
}
