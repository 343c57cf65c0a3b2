package io.casework.decision;

import io.casework.core.Refused;
import io.casework.decision.context.Profiles;
import io.casework.decision.context.Profiles.CustomerProfile;
import io.casework.decision.context.Profiles.ReceiverProfile;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Loads what the bank already knows of customers and receivers. */
@RestController
class ProfileController {

  private static final int MAX_ID = 128;

  private final Profiles profiles;

  ProfileController(Profiles profiles) {
    this.profiles = profiles;
  }

  @PutMapping("/api/v1/profiles/customers/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void customer(@PathVariable String id, @RequestBody CustomerProfile profile, Authentication who) {
    profiles.load(id(id), profile, who.getName());
  }

  @PutMapping("/api/v1/profiles/receivers/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void receiver(@PathVariable String id, @RequestBody ReceiverProfile profile, Authentication who) {
    profiles.load(id(id), profile, who.getName());
  }

  private static String id(String id) {
    if (id.isBlank() || id.length() > MAX_ID) {
      throw Refused.field("id", "must have 1 to 128 characters");
    }
    return id;
  }
}
