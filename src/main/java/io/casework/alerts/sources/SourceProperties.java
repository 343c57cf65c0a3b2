package io.casework.alerts.sources;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Where alerts come from; with nothing configured only the drop folder is watched. */
@Validated
@ConfigurationProperties(prefix = "casework.alerts.sources", ignoreUnknownFields = false)
record SourceProperties(
    @NotNull @Valid Drop drop,
    @DefaultValue @Valid Csv csv,
    @DefaultValue @Valid MailboxProperties mailbox,
    @DefaultValue @Valid TableProperties table) {

  /**
   * The drop folder. Several nodes share one, or each takes what lies in its own when it is its
   * turn.
   *
   * @param folder made at the start
   * @param pace how often it is looked at
   * @param settle how long a file must have stood still before it is taken
   * @param keep how long files that were taken or refused are kept
   */
  record Drop(
      @NotNull Path folder,
      @DefaultValue("PT2S") @DurationMin(millis = 50) Duration pace,
      @DefaultValue("PT3S") @DurationMin(millis = 0) Duration settle,
      @DefaultValue("P30D") @DurationMin(hours = 1) Duration keep) {}

  /**
   * Files with rows.
   *
   * @param delimiter between columns: {@code ,} or {@code ;}
   * @param columns without which a file is refused
   * @param hintHighFrom risk score from which a row without a hint of its own is hinted high
   */
  record Csv(
      @DefaultValue(",") char delimiter,
      @DefaultValue({
            "txn_id",
            "customer_id",
            "amount",
            "currency",
            "country",
            "txn_type",
            "risk_score",
            "created_at"
          })
          @NotEmpty
          List<String> columns,
      @DefaultValue("80") @DecimalMin("0") @DecimalMax("100") BigDecimal hintHighFrom) {}
}
