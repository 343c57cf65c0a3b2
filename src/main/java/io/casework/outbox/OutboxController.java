package io.casework.outbox;

import io.casework.core.Refused;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Messages that the bus does not take: listed for operators, and tried again once mended. */
@RestController
class OutboxController {

  private static final int MAX = 200;

  private final JdbcOutbox outbox;

  OutboxController(JdbcOutbox outbox) {
    this.outbox = outbox;
  }

  @GetMapping("/api/v1/ops/outbox")
  List<GivenUp> givenUp() {
    return outbox.givenUp(MAX);
  }

  @PostMapping("/api/v1/ops/outbox/{seq}/retry")
  void again(@PathVariable long seq, Principal user) {
    if (!outbox.again(seq, user.getName())) {
      throw Refused.missing("a message that was given up, of this number,");
    }
  }
}
