package io.casework.decision;

import io.casework.wire.RequestBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door for raw signals: {@code POST /event}. */
@RestController
class EventController {

  private final Signals signals;

  EventController(Signals signals) {
    this.signals = signals;
  }

  @PostMapping(
      path = "/event",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Signals.Answer event(HttpServletRequest request, Authentication who) throws IOException {
    return signals.take(RequestBytes.of(request, SignalReader.MAX_BYTES), who.getName());
  }
}
