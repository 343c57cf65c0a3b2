package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.deadletters.MessageChecks.Flaw;
import io.casework.deadletters.Repair.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Repairs of all letters that fail alike, with one change for all: tried first, then watched. */
@Component
@Transactional
public class Replays {

  private final LetterRows letters;
  private final RepairRows repairs;
  private final Samples samples;
  private final MessageChecks checks;
  private final DeadLetterProperties properties;
  private final ApplicationEventPublisher facts;

  Replays(
      LetterRows letters,
      RepairRows repairs,
      Samples samples,
      MessageChecks checks,
      DeadLetterProperties properties,
      ApplicationEventPublisher facts) {
    this.letters = letters;
    this.repairs = repairs;
    this.samples = samples;
    this.checks = checks;
    this.properties = properties;
    this.facts = facts;
  }

  /**
   * What would become of the open letters of a signature if they were sent now; changes nothing.
   *
   * @param patch RFC 6902; null to try them as they came
   */
  public Trial dryRun(String signature, @Nullable JsonNode patch, String user) {
    var change = change(patch);
    var found = found(signature);
    var wouldFail = new LinkedHashMap<Flaw, List<String>>();
    var cannot = 0;
    var pass = 0;
    for (var letter : found) {
      var body = sendable(letter) ? samples.body(letter.deadLetterId()) : null;
      if (body == null || body.isEmpty()) {
        cannot++;
        continue;
      }
      var flaw = flaw(letter, change, body.get());
      if (flaw == null) {
        pass++;
      } else {
        wouldFail.computeIfAbsent(flaw, first -> new ArrayList<>()).add(letter.deadLetterId());
      }
    }
    facts.publishEvent(
        new OperationsEvent(
            "dead_letters_tried",
            null,
            user,
            Map.of("signature", signature, "letters", found.size(), "would_pass", pass)));
    return new Trial(
        signature,
        found.size(),
        pass,
        cannot,
        wouldFail.entrySet().stream()
            .map(
                each ->
                    new Trial.Failure(
                        each.getKey().reason(),
                        each.getKey().pointer(),
                        each.getKey().rule(),
                        each.getValue().size(),
                        each.getValue().get(0)))
            .sorted(Comparator.comparing(Trial.Failure::count).reversed())
            .toList());
  }

  private @Nullable Flaw flaw(DeadLetter letter, @Nullable String change, String came) {
    try {
      var body = change == null ? came : Patching.apply(change, came);
      return checks.check(letter.entity(), body.getBytes(UTF_8)).orElse(null);
    } catch (Patching.Unfit e) {
      return new Flaw("PATCH", "", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes up the open letters of a signature with one proposal for all; returns the repair's id.
   */
  public String begin(
      String signature,
      Action action,
      @Nullable JsonNode patch,
      @Nullable String reason,
      String user) {
    var why = Repairs.text("/reason", reason);
    var change = action == Action.SEND ? change(patch) : null;
    var id = UUID.randomUUID().toString();
    var taken =
        found(signature).stream()
            .filter(letter -> action == Action.DISCARD || sendable(letter))
            .filter(letter -> letters.take(letter.deadLetterId(), id, LetterState.MENDING))
            .count();
    if (taken == 0) {
      throw Refused.conflict("signature", "no open letter of this signature can be replayed");
    }
    repairs.insert(id, true, signature, (int) taken, user);
    repairs.draft(id, action, new RepairRows.Content(null, change, why, null), user);
    return id;
  }

  /** Another proposal for the letters of a bulk repair that was given back. */
  public void change(
      String repairId,
      Action action,
      @Nullable JsonNode patch,
      @Nullable String reason,
      String user) {
    var why = Repairs.text("/reason", reason);
    var repair = repairs.lock(repairId);
    if (!repair.bulk() || repair.state() != Repair.Stage.MENDING) {
      throw Refused.conflict("state", "the repair is " + repair.state());
    }
    var change = action == Action.SEND ? change(patch) : null;
    repairs.draft(repairId, action, new RepairRows.Content(null, change, why, null), user);
  }

  /** How far a repair of many is. */
  @Transactional(readOnly = true)
  public Progress progress(String repairId) {
    var repair = repairs.get(repairId);
    return new Progress(
        repair,
        letters.states(repairId).stream()
            .collect(
                Collectors.toMap(each -> each.state().toString(), LetterRows.StateCount::letters)));
  }

  private List<DeadLetter> found(String signature) {
    return letters.open(signature, properties.mostAtOnce());
  }

  private static boolean sendable(DeadLetter letter) {
    return letter.whole() && !letter.erased() && Resending.destination(letter.entity()).isPresent();
  }

  private static @Nullable String change(@Nullable JsonNode patch) {
    if (patch == null || patch.isNull()) {
      return null;
    }
    Patching.demandPatch(patch);
    return patch.toString();
  }

  /**
   * What would happen.
   *
   * @param letters open ones that were tried
   * @param cannotBeSent erased, kept only in part, or of an entity that nothing is sent to
   */
  public record Trial(
      String signature, int letters, int wouldPass, int cannotBeSent, List<Failure> wouldFail) {

    /** Letters that would be refused alike; one of them as an example. */
    public record Failure(
        String reason, String pointer, String rule, int count, String exampleId) {}
  }

  /**
   * How far it is.
   *
   * @param states how many of its letters are in each state now
   */
  public record Progress(Repair repair, Map<String, Integer> states) {}
}
