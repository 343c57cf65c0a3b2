package io.casework.decision.context;

import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.core.Utc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the bank knows of customers and receivers from elsewhere, loaded by id. */
@Repository
@Transactional
public class Profiles {

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

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
    var since = profile.customerSince == null ? clock.instant() : profile.customerSince;
    if (since.isAfter(clock.instant()) || since.isBefore(EARLIEST)) {
      throw Refused.field("/customer_since", "must lie between 1900 and now");
    }
    var updated =
        jdbc.sql(
                """
                update customer set given_tier = :tier, given_trust = :trust,
                  customer_since = coalesce(:since, customer_since)
                where customer_id = :id
                """)
            .param("tier", profile.riskTier == null ? null : profile.riskTier.name())
            .param("trust", rounded(profile.trustScore))
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
          .param("trust", rounded(profile.trustScore))
          .param("since", Utc.of(since))
          .param("id", customerId)
          .update();
    }
    known(customerId, "receiver", profile.knownReceivers);
    known(customerId, "device", profile.knownDevices);
    facts.publishEvent(
        new OperationsEvent(
            "customer_profile_loaded",
            null,
            actor,
            Map.of(
                "fields",
                names(
                    "risk_tier", profile.riskTier,
                    "trust_score", profile.trustScore,
                    "customer_since", profile.customerSince,
                    "known_receivers", profile.knownReceivers,
                    "known_devices", profile.knownDevices))));
  }

  /** Which fields were given; whose they are and what they say is personal. */
  private static String names(@Nullable Object... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .filter(field -> namesAndValues[2 * field + 1] != null)
        .mapToObj(field -> String.valueOf(namesAndValues[2 * field]))
        .collect(Collectors.joining(" "));
  }

  private void known(String customer, String kind, @Nullable List<String> values) {
    if (values == null) {
      return;
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
    jdbc.sql("delete from receiver where receiver_id = :id").param("id", receiverId).update();
    jdbc.sql(
            """
            insert into receiver (receiver_id, name, verified, given_reputation)
            values (:id, :name, :verified, :reputation)
            """)
        .param("id", receiverId)
        .param("name", profile.name)
        .param("verified", profile.verified)
        .param("reputation", rounded(profile.reputationScore))
        .update();
    facts.publishEvent(
        new OperationsEvent(
            "receiver_profile_loaded",
            null,
            actor,
            Map.of(
                "fields",
                names(
                    "name", profile.name,
                    "verified", profile.verified,
                    "reputation_score", profile.reputationScore))));
  }

  private static @Nullable BigDecimal rounded(@Nullable BigDecimal share) {
    return share == null ? null : share.setScale(4, RoundingMode.HALF_UP);
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
