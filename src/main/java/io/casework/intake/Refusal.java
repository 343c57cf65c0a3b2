package io.casework.intake;

import io.casework.wire.Malformed;

/**
 * Why a message is dead-lettered; names the place and the rule, never the value.
 *
 * @param pointer JSON pointer of the first place that is wrong, empty for the whole message
 */
class Refusal extends RuntimeException {

  /** The reasons that producers and operators see on a dead letter. */
  enum Reason {
    TOO_LARGE,
    ENCODING,
    SCHEMA_INVALID,
    UNSUPPORTED_VERSION,
    SEMANTIC,
    CONFLICTING_DUPLICATE,
    INTERNAL_MAX_DELIVERY
  }

  private final Reason reason;
  private final String pointer;

  Refusal(Reason reason, String pointer, String rule) {
    super((pointer.isEmpty() ? "/" : pointer) + ": " + rule);
    this.reason = reason;
    this.pointer = pointer;
  }

  static Refusal of(Malformed body) {
    var reason =
        switch (body.kind()) {
          case TOO_LARGE -> Reason.TOO_LARGE;
          case ENCODING -> Reason.ENCODING;
          case SHAPE -> Reason.SCHEMA_INVALID;
          case MEANING -> Reason.SEMANTIC;
        };
    return new Refusal(reason, body.pointer(), body.rule());
  }

  /** For a message that failed on every delivery without anybody knowing why. */
  static Refusal afterLastTry(RuntimeException cause) {
    return new Refusal(
        Reason.INTERNAL_MAX_DELIVERY,
        "",
        "handling failed on every delivery (" + cause.getClass().getSimpleName() + ")");
  }

  /** For an event that no column can hold. */
  static Refusal notStorable() {
    return new Refusal(Reason.SEMANTIC, "", "a value cannot be stored");
  }

  Reason reason() {
    return reason;
  }

  String pointer() {
    return pointer;
  }
}
