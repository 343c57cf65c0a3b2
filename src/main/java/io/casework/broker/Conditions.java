package io.casework.broker;

import org.apache.qpid.proton.amqp.Symbol;

/** The names under which clients recognise what went wrong. */
final class Conditions {

  static final Symbol NOT_FOUND = Symbol.valueOf("amqp:not-found");
  static final Symbol NOT_ALLOWED = Symbol.valueOf("amqp:not-allowed");
  static final Symbol NOT_IMPLEMENTED = Symbol.valueOf("amqp:not-implemented");
  static final Symbol INVALID_FIELD = Symbol.valueOf("amqp:invalid-field");
  static final Symbol DECODE_ERROR = Symbol.valueOf("amqp:decode-error");
  static final Symbol INTERNAL_ERROR = Symbol.valueOf("amqp:internal-error");
  static final Symbol UNAUTHORIZED = Symbol.valueOf("amqp:unauthorized-access");
  static final Symbol RESOURCE_LIMIT = Symbol.valueOf("amqp:resource-limit-exceeded");
  static final Symbol MESSAGE_TOO_LARGE = Symbol.valueOf("amqp:link:message-size-exceeded");
  static final Symbol LINK_STOLEN = Symbol.valueOf("amqp:link:stolen");
  static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
  static final Symbol ALREADY_EXISTS = Symbol.valueOf("com.microsoft:entity-already-exists");
  static final Symbol MESSAGE_NOT_FOUND = Symbol.valueOf("com.microsoft:message-not-found");
  static final Symbol MESSAGE_LOCK_LOST = Symbol.valueOf("com.microsoft:message-lock-lost");
  static final Symbol SESSION_LOCK_LOST = Symbol.valueOf("com.microsoft:session-lock-lost");
  static final Symbol SESSION_TAKEN = Symbol.valueOf("com.microsoft:session-cannot-be-locked");
  static final Symbol DEAD_LETTER = Symbol.valueOf("com.microsoft:dead-letter");

  private Conditions() {}
}
