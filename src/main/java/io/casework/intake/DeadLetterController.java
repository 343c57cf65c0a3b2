package io.casework.intake;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refused messages for operators; the bodies stay in the database. */
@RestController
class DeadLetterController {

  private static final int MAX = 200;

  private final DeadLetters deadLetters;

  DeadLetterController(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  @GetMapping("/api/v1/dead-letters")
  List<DeadLetters.DeadLetter> latest(@RequestParam(defaultValue = "50") int size) {
    return deadLetters.latest(Math.max(1, Math.min(size, MAX)));
  }
}
