package io.casework.alerts.sources;

/**
 * Another node was here first: nothing of this transaction may stay, and there is nothing to do.
 */
final class Overtaken extends RuntimeException {

  private static final long serialVersionUID = 1;

  Overtaken(String what) {
    super(what + " is in the hands of another node");
  }
}
