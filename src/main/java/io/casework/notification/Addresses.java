package io.casework.notification;

import java.util.Optional;

/** Where people of this installation get their mail. */
public interface Addresses {

  /** The address of a user; empty when nobody wrote one down. */
  Optional<String> emailOf(String userId);
}
