package io.casework.enrichment;

import io.casework.core.ScoredEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How risky the merchant is, from the cases that came here before. */
class MerchantProfileSource implements EnrichmentSource {

  static final String NAME = "merchant-profile";

  private final JdbcClient jdbc;

  MerchantProfileSource(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer ask(ScoredEvent event) {
    var merchant = event.actor().merchantId();
    if (merchant == null) {
      return new Answer("The event names no merchant.", Map.of());
    }
    return jdbc.sql(
            """
            select count(*) as earlier,
              sum(case when outcome in ('confirm_fraud', 'legit') then 1 else 0 end) as decided,
              sum(case when outcome = 'confirm_fraud' then 1 else 0 end) as frauds,
              sum(case when route = 'merchant-escalation' then 1 else 0 end) as disputes
            from (select outcome, route from case_record
              where merchant_id = :merchant and case_id <> :id
              order by received_at desc fetch first 200 rows only) latest
            """)
        .param("merchant", merchant)
        .param("id", event.caseId().value())
        .query(
            (row, number) -> {
              var facts = new LinkedHashMap<String, Object>();
              facts.put("earlier_cases", row.getInt("earlier"));
              facts.put("decided", row.getInt("decided"));
              facts.put("confirmed_frauds", row.getInt("frauds"));
              facts.put("disputes", row.getInt("disputes"));
              var summary =
                  row.getInt("earlier") == 0
                      ? "First case with this merchant here."
                      : "%d earlier cases with this merchant, %d of %d decided were fraud."
                          .formatted(
                              row.getInt("earlier"), row.getInt("frauds"), row.getInt("decided"));
              return new Answer(summary, facts);
            })
        .single();
  }
}
