package io.casework.decision.context;

import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.core.Utc;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the bank knows of customers and receivers from elsewhere, loaded by id. */
@Repository
@Transactional
public class Profiles {

  private static final int MOST_KNOWN = 1000;
  private static final int MAX_TEXT = 128;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher facts;
  private final Clock clock;

  Profiles(JdbcClient jdbc, ApplicationEventPublisher facts, Clock clock) {
    this.jdbc = jdbc;
    this.facts = facts;
    this.clock = clock;
  }

  /** Replaces what was loaded before; receivers and devices are added to the known ones. */
  public void load(String customerId, CustomerProfile profile, String actor) {
    share("trust_score", profile.trustScore);
    var since = profile.customerSince == null ? clock.instant() : profile.customerSince;
    if (since.isAfter(clock.instant())) {
      throw Refused.field("customer_since", "must not lie in the future");
    }
    var updated =
        jdbc.sql(
                """
                update customer set given_tier = :tier, given_trust = :trust,
                  customer_since = coalesce(:since, customer_since)
                where customer_id = :id
                """)
            .param("tier", profile.riskTier == null ? null : profile.riskTier.name())
            .param("trust", profile.trustScore)
            .param("since", Utc.ofNullable(profile.customerSince))
            .param("id", customerId)
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              insert into customer (customer_id, given_tier, given_trust, customer_since)
              values (:id, :tier, :trust, :since)
              """)
          .param("tier", profile.riskTier == null ? null : profile.riskTier.name())
          .param("trust", profile.trustScore)
          .param("since", Utc.of(since))
          .param("id", customerId)
          .update();
    }
    known(customerId, "receiver", "known_receivers", profile.knownReceivers);
    known(customerId, "device", "known_devices", profile.knownDevices);
    facts.publishEvent(
        new OperationsEvent("customer_profile_loaded", null, actor, Map.of("loaded", 1)));
  }

  private void known(String customer, String kind, String field, @Nullable List<String> values) {
    if (values == null) {
      return;
    }
    if (values.size() > MOST_KNOWN
        || values.stream().anyMatch(value -> value.isBlank() || value.length() > MAX_TEXT)) {
      throw Refused.field(field, "must hold at most 1000 values of 1 to 128 characters");
    }
    values.stream().distinct().forEach(value -> known(customer, kind, value));
  }

  private void known(String customer, String kind, String value) {
    jdbc.sql(
            """
            insert into customer_known (customer_id, kind, known)
            select :id, :kind, :value from (select 1 as one) o where not exists (
              select 1 from customer_known
              where customer_id = :id and kind = :kind and known = :value)
            """)
        .param("id", customer)
        .param("kind", kind)
        .param("value", value)
        .update();
  }

  /** Replaces what was loaded before. */
  public void load(String receiverId, ReceiverProfile profile, String actor) {
    share("reputation_score", profile.reputationScore);
    if (profile.name != null && profile.name.length() > 512) {
      throw Refused.field("name", "must have at most 512 characters");
    }
    jdbc.sql("delete from receiver where receiver_id = :id").param("id", receiverId).update();
    jdbc.sql(
            """
            insert into receiver (receiver_id, name, verified, given_reputation)
            values (:id, :name, :verified, :reputation)
            """)
        .param("id", receiverId)
        .param("name", profile.name)
        .param("verified", profile.verified)
        .param("reputation", profile.reputationScore)
        .update();
    facts.publishEvent(
        new OperationsEvent(
            "receiver_profile_loaded", null, actor, Map.of("verified", profile.verified)));
  }

  private static void share(String field, @Nullable BigDecimal value) {
    if (value != null && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
      throw Refused.field(field, "must lie between 0 and 1");
    }
  }

  /** A customer as the bank knows it; what is null is computed. */
  public record CustomerProfile(
      @Nullable Tier riskTier,
      @Nullable BigDecimal trustScore,
      @Nullable Instant customerSince,
      @Nullable List<String> knownReceivers,
      @Nullable List<String> knownDevices) {}

  /** A receiver as the bank knows it; what is null is computed. */
  public record ReceiverProfile(
      @Nullable String name, boolean verified, @Nullable BigDecimal reputationScore) {}
}
