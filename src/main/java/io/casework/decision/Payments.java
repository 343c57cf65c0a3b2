package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Utc;
import io.casework.decision.rules.RuleSet;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores scored payments; each once. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class Payments {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Set<String> storedRuleSets = ConcurrentHashMap.newKeySet();

  Payments(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The first answer to one of these keys, whatever was asked then. */
  Optional<StoredAnswer> answerFor(@Nullable String key, @Nullable String externalKey) {
    if (key == null && externalKey == null) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select p.body_sha256, d.answer from payment p
            join payment_decision d on d.transaction_id = p.transaction_id
            where p.request_key = :key or p.external_key = :external
            fetch first 1 rows only
            """)
        .param("key", key)
        .param("external", externalKey)
        .query(
            (row, number) ->
                new StoredAnswer(
                    row.getString("answer"), row.getString("body_sha256"), "answered before"))
        .optional();
  }

  /** Writes the payment and why; returns the answer as it was written. */
  StoredAnswer store(ScoredPayment scored, Incoming incoming) {
    var ruleSet = scored.ruleSet();
    var payment = scored.payment();
    var assessment = scored.assessment();
    jdbc.sql(
            """
            insert into payment (transaction_id, request_key, external_key, body_sha256, sender_id, receiver_id,
              amount, currency, amount_base, channel, merchant_category, score, risk_level, action,
              status, in_review, case_id, scored_at)
            values (:id, :key, :external, :hash, :sender, :receiver, :amount, :currency, :base, :channel,
              :category, :score, :level, :action, :status, :review, :case, :at)
            """)
        .param("id", scored.transactionId())
        .param("key", incoming.key())
        .param("external", incoming.externalKey())
        .param("hash", incoming.bodyHash())
        .param("sender", payment.senderId())
        .param("receiver", payment.receiverId())
        .param("amount", payment.amount())
        .param("currency", payment.currency())
        .param("base", payment.amountBase())
        .param("channel", payment.channel())
        .param("category", payment.merchantCategory())
        .param("score", assessment.score())
        .param("level", assessment.level().name())
        .param("action", assessment.level().action().name())
        .param("status", scored.answer().status())
        .param("review", scored.inReview())
        .param("case", scored.answer().caseId())
        .param("at", Utc.of(scored.at()))
        .update();
    var answer = write(scored.answer());
    jdbc.sql(
            """
            insert into payment_decision (transaction_id, featureset_id, model_version,
              ruleset_version, request, answer, explanation)
            values (:id, :featureset, :model, :rules, :request, :answer, :explanation)
            """)
        .param("id", scored.transactionId())
        .param("featureset", scored.featuresetId())
        .param("model", scored.modelVersion())
        .param("rules", ruleSet.version())
        .param("request", incoming.body())
        .param("answer", answer)
        .param("explanation", write(Explanation.of(assessment, scored.facts(), scored.features())))
        .update();
    remember(ruleSet);
    return new StoredAnswer(
        answer,
        incoming.bodyHash(),
        assessment.score() + " " + assessment.level() + " " + assessment.level().action());
  }

  // Which rules a set held is written once, not with every payment.
  private void remember(RuleSet ruleSet) {
    if (storedRuleSets.contains(ruleSet.version())) {
      return;
    }
    var known =
        jdbc.sql("select count(*) from ruleset where ruleset_version = :version")
            .param("version", ruleSet.version())
            .query(Integer.class)
            .single();
    if (known == 0) {
      jdbc.sql("insert into ruleset (ruleset_version, rules) values (:version, :rules)")
          .param("version", ruleSet.version())
          .param("rules", write(ruleSet.versions()))
          .update();
    } else {
      // Committed by whoever wrote it: from now on it need not be asked for.
      storedRuleSets.add(ruleSet.version());
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
