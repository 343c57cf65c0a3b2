package io.casework.decision;

import io.casework.core.Refused;
import io.casework.decision.context.Profiles;
import io.casework.decision.context.Profiles.CustomerProfile;
import io.casework.decision.context.Profiles.ReceiverProfile;
import io.casework.wire.Requests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Loads what the bank already knows of customers and receivers. */
@RestController
class ProfileController {

  private static final int MAX_ID = 128;

  private final Requests<CustomerProfile> customers =
      new Requests<>("customer-profile", CustomerProfile.class);
  private final Requests<ReceiverProfile> receivers =
      new Requests<>("receiver-profile", ReceiverProfile.class);
  private final Profiles profiles;

  ProfileController(Profiles profiles) {
    this.profiles = profiles;
  }

  @PutMapping("/api/v1/profiles/customers/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void customer(@PathVariable String id, HttpServletRequest request, Authentication who)
      throws IOException {
    again(id, customers.read(request), who);
  }

  @PutMapping("/api/v1/profiles/receivers/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void receiver(@PathVariable String id, HttpServletRequest request, Authentication who)
      throws IOException {
    again(id, receivers.read(request), who);
  }

  // Somebody may have written the first row of this id at the same moment: then it is there now.
  private void again(String id, Object profile, Authentication who) {
    try {
      load(id(id), profile, who);
    } catch (DuplicateKeyException | ConcurrencyFailureException e) {
      load(id(id), profile, who);
    }
  }

  private void load(String id, Object profile, Authentication who) {
    if (profile instanceof CustomerProfile customer) {
      profiles.load(id, customer, who.getName());
    } else {
      profiles.load(id, (ReceiverProfile) profile, who.getName());
    }
  }

  private static String id(String id) {
    if (id.isBlank() || id.length() > MAX_ID) {
      throw Refused.field("id", "must have 1 to 128 characters");
    }
    return id;
  }
}
