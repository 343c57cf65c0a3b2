package io.casework.actions;

/**
 * What another system is asked to do.
 *
 * @param key the idempotency key: however often it comes, it is done once
 * @param reason for people over there
 */
record Order(String key, String customerId, String reason) {

  /** The order that takes this one back. */
  Order undoing() {
    return new Order(key + ":undo", customerId, "the case was decided legit");
  }
}
