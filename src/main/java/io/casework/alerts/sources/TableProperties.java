package io.casework.alerts.sources;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * A table of transaction monitoring, read once it has an address.
 *
 * @param query with the named parameters {@code :since} and {@code :until}; the labels of its
 *     columns become the fields of alerts
 * @param window how far each look goes back behind the last one
 * @param lookback how far a thorough look goes back
 * @param hintHighFrom risk score from which a row without a hint of its own is hinted high
 * @param timeout how long the database may take to answer
 */
record TableProperties(
    @DefaultValue @Valid Connection connection,
    @NotBlank @DefaultValue(TableProperties.QUERY) String query,
    @NotNull @DefaultValue("PT15M") @DurationMin(seconds = 1) @DurationMax(days = 30)
        Duration window,
    @NotNull @DefaultValue("P1D") @DurationMin(seconds = 1) @DurationMax(days = 30)
        Duration lookback,
    @NotNull @DefaultValue("80") @DecimalMin("0") @DecimalMax("100") BigDecimal hintHighFrom,
    @NotNull @DefaultValue("PT30S") @DurationMin(millis = 50) Duration pace,
    @NotNull @DefaultValue("PT30S") @DurationMin(seconds = 1) Duration timeout,
    @DefaultValue("500") @Min(1) int fetchSize) {

  static final String QUERY =
      "select txn_id, customer_id, amount, currency, country, txn_type, risk_score, created_at"
          + " from transactions"
          + " where created_at > :since and created_at <= :until and risk_score >= 40"
          + " order by risk_score desc";

  TableProperties {
    if (!query.contains(":since") || !query.contains(":until")) {
      throw new IllegalArgumentException("the query of the table needs :since and :until");
    }
    if (lookback.compareTo(window) < 0) {
      throw new IllegalArgumentException("the lookback of the table must not be below its window");
    }
  }

  /**
   * Where it is, by its JDBC address or by the parts of one.
   *
   * @param host {@code host} or {@code host:port} of a PostgreSQL
   * @param name of its database
   */
  record Connection(
      @Nullable String url,
      @Nullable String host,
      @Nullable String name,
      @Nullable String userName,
      @Nullable String password) {

    Connection {
      if (StringUtils.hasText(host) && !StringUtils.hasText(name)) {
        throw new IllegalArgumentException("the table needs the name of its database");
      }
    }

    /** The JDBC address. */
    String address() {
      return StringUtils.hasText(url) ? url : "jdbc:postgresql://%s/%s".formatted(host, name);
    }
  }
}
