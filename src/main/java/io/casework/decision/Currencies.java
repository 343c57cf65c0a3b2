package io.casework.decision;

import io.casework.core.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Amounts in the base currency, by configured reference rates, so that limits compare. */
@Component
class Currencies {

  private static final int SCALE = 4;
  private static final Set<String> ISO =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, BigDecimal> rates;

  @Autowired
  Currencies(DecisionProperties properties) {
    this(properties.rates());
  }

  Currencies(Map<String, BigDecimal> rates) {
    this.rates = rates;
  }

  /**
   * @throws Refused if the code is none of ISO 4217 or has no rate
   */
  BigDecimal toBase(BigDecimal amount, String currency) {
    var rate = rates.get(currency);
    if (rate == null) {
      throw Refused.field(
          "/currency",
          ISO.contains(currency)
              ? "has no reference rate (casework.decision.scoring.rates." + currency + ")"
              : "must be a code of ISO 4217");
    }
    return amount.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP);
  }
}
