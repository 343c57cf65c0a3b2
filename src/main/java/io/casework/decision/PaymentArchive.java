package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Refused;
import io.casework.core.Utc;
import io.casework.decision.rules.RecentTransactions;
import io.casework.wire.Page;
import io.casework.wire.Paging;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads scored payments back: lists, single ones, and why. */
@Repository
@Transactional(readOnly = true)
class PaymentArchive implements RecentTransactions {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  PaymentArchive(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Page<Listed> page(
      @Nullable String status, @Nullable String sender, @Nullable String level, Paging paging) {
    var where =
        """
         where (cast(:status as varchar) is null or status = :status)
           and (cast(:sender as varchar) is null or sender_id = :sender)
           and (cast(:level as varchar) is null or risk_level = :level)
        """;
    var filter = new LinkedHashMap<String, @Nullable Object>();
    filter.put("status", status);
    filter.put("sender", sender);
    filter.put("level", level);
    var total =
        jdbc.sql("select count(*) from payment" + where).params(filter).query(Long.class).single();
    var items =
        jdbc.sql(
                "select * from payment"
                    + where
                    + " order by scored_at desc, transaction_id offset :offset rows"
                    + " fetch next :size rows only")
            .params(filter)
            .param("offset", paging.offset())
            .param("size", paging.size())
            .query((row, number) -> listed(row))
            .list();
    return new Page<>(items, paging.page(), paging.size(), total);
  }

  Listed get(String id) {
    return jdbc.sql("select * from payment where transaction_id = :id")
        .param("id", id)
        .query((row, number) -> listed(row))
        .optional()
        .orElseThrow(() -> Refused.missing("transaction"));
  }

  /** The request as it came, if the payment was scored here. */
  Optional<String> request(String id) {
    return jdbc.sql("select request from payment_decision where transaction_id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  Stored stored(String id) {
    return jdbc.sql(
            """
            select d.*, r.rules, p.erased_at from payment_decision d
            join payment p on p.transaction_id = d.transaction_id
            left join ruleset r on r.ruleset_version = d.ruleset_version
            where d.transaction_id = :id
            """)
        .param("id", id)
        .query((row, number) -> stored(row))
        .optional()
        .orElseThrow(() -> Refused.missing("transaction"));
  }

  @Override
  public List<Past> latest(int count) {
    return jdbc.sql(
            """
            select p.transaction_id, p.fraud, d.explanation from payment p
            join payment_decision d on d.transaction_id = p.transaction_id
            where p.erased_at is null
            order by p.scored_at desc fetch first :count rows only
            """)
        .param("count", count)
        .query(
            (row, number) ->
                new Past(
                    row.getString("transaction_id"),
                    new FactMap(facts(tree(row.getString("explanation")).path("facts"))),
                    row.getObject("fraud", Boolean.class)))
        .list();
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getString("transaction_id"),
        row.getString("sender_id"),
        row.getString("receiver_id"),
        row.getBigDecimal("amount"),
        row.getString("currency"),
        row.getString("channel"),
        row.getString("merchant_category"),
        row.getBigDecimal("score"),
        RiskLevel.valueOf(row.getString("risk_level")),
        RiskLevel.Action.valueOf(row.getString("action")),
        row.getString("status"),
        row.getString("case_id"),
        row.getObject("fraud", Boolean.class),
        Utc.read(row, "scored_at"),
        Utc.readNullable(row, "erased_at"));
  }

  private Stored stored(ResultSet row) throws SQLException {
    var explanation = tree(row.getString("explanation"));
    var erased = row.getObject("erased_at") != null;
    var features =
        erased
            ? new double[0]
            : json.convertValue(explanation.path("features"), new TypeReference<double[]>() {});
    var rules = row.getString("rules");
    return new Stored(
        row.getString("featureset_id"),
        row.getString("model_version"),
        row.getString("ruleset_version"),
        rules == null ? Map.of() : json.convertValue(tree(rules), new TypeReference<>() {}),
        tree(row.getString("answer")),
        explanation,
        new FactMap(facts(explanation.path("facts"))),
        features,
        erased);
  }

  private static Map<String, Object> facts(JsonNode tree) {
    var facts = new LinkedHashMap<String, Object>();
    tree.properties()
        .forEach(
            entry -> {
              var value = entry.getValue();
              if (value.isNumber()) {
                facts.put(entry.getKey(), new BigDecimal(value.asText()));
              } else if (value.isBoolean()) {
                facts.put(entry.getKey(), value.booleanValue());
              } else if (value.isTextual()) {
                facts.put(entry.getKey(), value.textValue());
              }
            });
    return facts;
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A payment in a list. */
  record Listed(
      String transactionId,
      String senderId,
      String receiverId,
      BigDecimal amount,
      String currency,
      @Nullable String channel,
      @Nullable String merchantCategory,
      BigDecimal riskScore,
      RiskLevel riskLevel,
      RiskLevel.Action action,
      String status,
      @Nullable String caseId,
      @Nullable Boolean fraud,
      Instant scoredAt,
      @Nullable Instant erasedAt) {}

  /** A decision with everything it rested on; of an erased one, its versions alone. */
  record Stored(
      String featuresetId,
      @Nullable String modelVersion,
      String rulesetVersion,
      Map<String, Integer> rules,
      JsonNode answer,
      JsonNode explanation,
      FactMap facts,
      double[] features,
      boolean erased) {}
}
