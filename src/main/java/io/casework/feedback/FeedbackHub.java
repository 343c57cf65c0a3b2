package io.casework.feedback;

/** The event hub from which the learning pipeline reads labels. */
interface FeedbackHub {

  /** Sends and returns when the hub has stored it. */
  void send(Label label);
}
