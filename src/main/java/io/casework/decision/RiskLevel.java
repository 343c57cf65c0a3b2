package io.casework.decision;

/** The band of a score and what follows from it. */
enum RiskLevel {
  LOW(Action.ALLOW, "Transaction approved"),
  MODERATE(Action.WARNING, "This transaction has moderate risk. Review before proceeding."),
  HIGH(Action.OTP_REQUIRED, "High risk detected. OTP verification required."),
  VERY_HIGH(Action.BLOCK, "Transaction blocked due to very high risk.");

  private final Action action;
  private final String message;

  RiskLevel(Action action, String message) {
    this.action = action;
    this.message = message;
  }

  Action action() {
    return action;
  }

  String message() {
    return message;
  }

  /** What is done with the payment. */
  enum Action {
    ALLOW(PaymentStatus.APPROVED, true, 0),
    WARNING(PaymentStatus.APPROVED, true, 0),
    OTP_REQUIRED(PaymentStatus.FLAGGED, true, 30),
    BLOCK(PaymentStatus.DECLINED, false, 0);

    private final PaymentStatus status;
    private final boolean proceeds;
    private final int delaySeconds;

    Action(PaymentStatus status, boolean proceeds, int delaySeconds) {
      this.status = status;
      this.proceeds = proceeds;
      this.delaySeconds = delaySeconds;
    }

    PaymentStatus status() {
      return status;
    }

    boolean canProceed() {
      return proceeds;
    }

    int delaySeconds() {
      return delaySeconds;
    }
  }
}
