package io.casework.cases;

import static io.casework.cases.Decision.CONFIRM_FRAUD;
import static io.casework.cases.Decision.LEGIT;
import static io.casework.cases.Decision.PARTIAL;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a case was decided as it was, each with the one sentence that the form shows. */
public enum ReasonCode {
  ACCOUNT_TAKEOVER("Someone other than the customer controls the account.", CONFIRM_FRAUD, PARTIAL),
  STOLEN_CARD("Card or card data is used without the holder's consent.", CONFIRM_FRAUD, PARTIAL),
  FRIENDLY_FRAUD("The customer made the payment and now denies it.", CONFIRM_FRAUD, PARTIAL),
  SYNTHETIC_IDENTITY("The customer's identity is invented or assembled.", CONFIRM_FRAUD, PARTIAL),
  MULE_ACCOUNT("The account passes on money that others obtained.", CONFIRM_FRAUD, PARTIAL),
  MERCHANT_COLLUSION("The merchant takes part in the fraud.", CONFIRM_FRAUD, PARTIAL),
  AUTHORISED_SCAM("The customer was deceived into making the payment.", CONFIRM_FRAUD, PARTIAL),
  TRAVEL("The customer travels and confirms the payment.", LEGIT, PARTIAL),
  KNOWN_DEVICE("The device and pattern are known to be the customer's.", LEGIT, PARTIAL),
  HOUSEHOLD("A member of the household paid with consent.", LEGIT, PARTIAL),
  TEST_TRANSACTION("A test by the bank or merchant, no customer is involved.", LEGIT, PARTIAL),
  DATA_ERROR("The alarm rests on wrong or missing data.", LEGIT, PARTIAL),
  DUPLICATE("The same payment is worked in another case.", LEGIT, PARTIAL),
  POLICY_EXCEPTION("A written policy exception applies.", CONFIRM_FRAUD, LEGIT, PARTIAL),
  INSUFFICIENT_EVIDENCE("The facts allow neither conclusion.", PARTIAL);

  private final String definition;
  private final Set<Decision> decisions;

  ReasonCode(String definition, Decision... decisions) {
    this.definition = definition;
    this.decisions = Set.of(decisions);
  }

  /** Reads a code that fits the decision, or says which would. */
  public static ReasonCode of(@Nullable String code, Decision decision) {
    return Arrays.stream(values())
        .filter(reason -> reason.decisions.contains(decision) && reason.toString().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new ResolutionRefused(
                    "reason_code",
                    "must be one of %s for decision %s".formatted(codesFor(decision), decision)));
  }

  private static String codesFor(Decision decision) {
    return Arrays.stream(values())
        .filter(reason -> reason.decisions.contains(decision))
        .map(ReasonCode::toString)
        .collect(Collectors.joining(", "));
  }

  public String definition() {
    return definition;
  }

  public Set<Decision> decisions() {
    return decisions;
  }

  /** The code in words: {@code Account takeover}. */
  public String label() {
    var words = toString().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
