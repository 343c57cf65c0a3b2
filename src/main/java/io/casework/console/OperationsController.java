package io.casework.console;

import io.casework.assignment.Analyst;
import io.casework.assignment.Roster;
import io.casework.cases.CaseConflict;
import io.casework.cases.ResolutionRefused;
import io.casework.core.OperationsEvent;
import io.casework.feedback.Label;
import io.casework.feedback.Labels;
import io.casework.workflow.People;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What leads, auditors and the learning pipeline read and edit beside the cases. */
@RestController
class OperationsController {

  private final Roster roster;
  private final Labels labels;
  private final ApplicationEventPublisher facts;
  private final People people;
  private final Clock clock;

  OperationsController(
      Roster roster, Labels labels, ApplicationEventPublisher facts, People people, Clock clock) {
    this.roster = roster;
    this.people = people;
    this.labels = labels;
    this.facts = facts;
    this.clock = clock;
  }

  @GetMapping({"/health", "/api/v1/health", "/api/v1/health/"})
  Map<String, String> health() {
    return Map.of("status", "ok");
  }

  @GetMapping("/api/v1/roster")
  List<Analyst> roster() {
    return roster.all();
  }

  @PutMapping("/api/v1/roster/{userId}")
  Analyst put(@PathVariable String userId, @RequestBody Analyst line, Authentication who) {
    if (!userId.equals(line.userId())) {
      throw new ResolutionRefused("user_id", "must be the one in the address");
    }
    if (!people.exists(userId)) {
      throw new ResolutionRefused("user_id", "must be a user of this installation");
    }
    roster.put(line, who.getName());
    return line;
  }

  @DeleteMapping("/api/v1/roster/{userId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String userId, Authentication who) {
    var open = roster.openCases(userId);
    if (open > 0) {
      throw new CaseConflict(
          "%s has %d open cases; assign or release them first".formatted(userId, open));
    }
    roster.remove(userId, who.getName());
  }

  @Transactional
  @GetMapping("/api/v1/labels")
  List<Label> labels(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      Authentication who) {
    return exported(
        labels.between(
            from == null ? Instant.EPOCH : from, to == null ? clock.instant().plusSeconds(1) : to),
        "labels",
        who);
  }

  @Transactional
  @GetMapping("/api/v1/training-set")
  List<Label> trainingSet(
      @RequestParam(name = "as_of", required = false) @Nullable Instant asOf, Authentication who) {
    return exported(
        labels.trainingSet(asOf == null ? clock.instant().plusSeconds(1) : asOf),
        "training_set",
        who);
  }

  private List<Label> exported(List<Label> found, String what, Authentication who) {
    facts.publishEvent(
        new OperationsEvent(
            "labels_exported", null, who.getName(), Map.of("what", what, "count", found.size())));
    return found;
  }
}
