package io.casework.intake;

import io.casework.core.Refused;
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
  private final String rule;

  Refusal(Reason reason, String pointer, String rule) {
    super((pointer.isEmpty() ? "/" : pointer) + ": " + rule);
    this.reason = reason;
    this.pointer = pointer;
    this.rule = rule;
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

  /** What a room says of a body that reads well. */
  static Refusal of(Refused body) {
    return new Refusal(
        body.kind() == Refused.Kind.CONFLICT ? Reason.CONFLICTING_DUPLICATE : Reason.SEMANTIC,
        body.field(),
        body.rule());
  }

  /** For a message that failed on every delivery without anybody knowing why. */
  static Refusal afterLastTry(RuntimeException cause) {
    return new Refusal(
        Reason.INTERNAL_MAX_DELIVERY,
        "",
        "handling failed on every delivery (" + cause.getClass().getSimpleName() + ")");
  }

  /** For another body under an id that is taken. */
  static Refusal conflictingDuplicate() {
    return new Refusal(
        Reason.CONFLICTING_DUPLICATE,
        "/id",
        "an event of this id with another body has been accepted before");
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

  String rule() {
    return rule;
  }
}
