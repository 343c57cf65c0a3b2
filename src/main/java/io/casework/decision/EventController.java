package io.casework.decision;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door for raw signals: {@code POST /event}. */
@RestController
class EventController {

  private static final int MAX_BYTES = 64 * 1024;

  private final Signals signals;

  EventController(Signals signals) {
    this.signals = signals;
  }

  @PostMapping(path = "/event", consumes = MediaType.APPLICATION_JSON_VALUE)
  Signals.Answer event(InputStream body, Authentication who) throws IOException {
    var bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    return signals.take(bytes, who.getName());
  }

  private static ErrorResponseException tooLarge() {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.PAYLOAD_TOO_LARGE, "The body must not be larger than 64 KB.");
    problem.setType(URI.create("urn:casework:problem:too-large"));
    return new ErrorResponseException(HttpStatus.PAYLOAD_TOO_LARGE, problem, null);
  }
}
