package io.casework.enrichment;

import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import io.casework.vault.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is usual for the customer, from the events that came here before. */
class UserHistorySource implements EnrichmentSource {

  static final String NAME = "user-history";

  private final JdbcClient jdbc;
  private final Tokens tokens;

  UserHistorySource(JdbcClient jdbc, Tokens tokens) {
    this.jdbc = jdbc;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer ask(ScoredEvent event) {
    var at = event.timestamp();
    return jdbc.sql(
            """
            select count(*) as earlier,
              sum(case when event_time > :minus5m then 1 else 0 end) as last_5m,
              sum(case when event_time > :minus24h then 1 else 0 end) as last_24h,
              avg(case when event_time > :minus30d and currency = :currency then amount end) as average,
              max(case when currency = :currency then amount end) as highest,
              sum(case when outcome = 'confirm_fraud' then 1 else 0 end) as frauds,
              sum(case when outcome = 'legit' then 1 else 0 end) as legits
            from case_record
            where user_id = :user and case_id <> :id and event_time <= :at
            """)
        .param("minus5m", Utc.of(at.minus(Duration.ofMinutes(5))))
        .param("minus24h", Utc.of(at.minus(Duration.ofHours(24))))
        .param("minus30d", Utc.of(at.minus(Duration.ofDays(30))))
        .param("at", Utc.of(at))
        .param("currency", event.transaction().currency())
        .param("user", tokens.of(event.actor().userId()))
        .param("id", event.caseId().value())
        .query(
            (row, number) -> {
              var earlier = row.getInt("earlier");
              var facts = new LinkedHashMap<String, Object>();
              facts.put("earlier_events", earlier);
              facts.put("events_5_min", row.getInt("last_5m") + 1);
              facts.put("events_24_h", row.getInt("last_24h") + 1);
              putAmount(facts, "average_amount_30d", row.getBigDecimal("average"));
              putAmount(facts, "highest_amount", row.getBigDecimal("highest"));
              facts.put("confirmed_frauds", row.getInt("frauds"));
              facts.put("found_legit", row.getInt("legits"));
              return new Answer(summary(event, earlier, row.getBigDecimal("average")), facts);
            })
        .single();
  }

  private static void putAmount(
      Map<String, Object> facts, String name, @Nullable BigDecimal amount) {
    if (amount != null) {
      facts.put(name, amount.setScale(2, RoundingMode.HALF_UP));
    }
  }

  private static String summary(ScoredEvent event, int earlier, @Nullable BigDecimal average) {
    if (earlier == 0) {
      return "First event of this customer here.";
    }
    if (average == null || average.signum() == 0) {
      return "%d earlier events of this customer, none to compare the amount with."
          .formatted(earlier);
    }
    var ratio = event.transaction().amount().divide(average, 1, RoundingMode.HALF_UP);
    return "%d earlier events of this customer; this amount is %s times the 30-day average."
        .formatted(earlier, ratio.toPlainString());
  }
}
