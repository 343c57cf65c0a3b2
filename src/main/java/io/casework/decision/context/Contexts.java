package io.casework.decision.context;

import io.casework.core.Utc;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads and remembers what is known of senders and receivers.
 *
 * <p>Exact also after a restart and with several nodes: the payments themselves are counted, and a
 * sender's row stays locked until its payment is committed.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Contexts {

  private static final Duration SILENCE = Duration.ofDays(7);
  // As the model was trained: FeatureInputs.
  private static final int[] WINDOW_DAYS = {1, 7, 30};
  private static final int DELAY_DAYS = 7;
  private static final int COUNTED_TODAY = 1000;

  private final JdbcClient jdbc;
  private final Duration newCustomer;

  Contexts(JdbcClient jdbc, ContextProperties properties) {
    this.jdbc = jdbc;
    this.newCustomer = properties.newCustomer();
  }

  /**
   * Locks the sender and reads.
   *
   * @throws org.springframework.dao.DuplicateKeyException if another payment of a sender who was
   *     never seen before arrived at the same moment: try again
   */
  public Context read(Question question) {
    var profile = lock(question);
    var past = past(question, profile);
    var customer = customer(question, profile, past);
    return new Context(
        customer, past.past(), receiver(question, past.receiverKnown()), past.deviceKnown());
  }

  private Profile lock(Question question) {
    var known =
        jdbc.sql("select * from customer where customer_id = :id for update")
            .param("id", question.senderId())
            .query((row, number) -> profile(row))
            .optional();
    if (known.isPresent()) {
      return known.get();
    }
    jdbc.sql("insert into customer (customer_id, customer_since) values (:id, :now)")
        .param("id", question.senderId())
        .param("now", Utc.of(question.at()))
        .update();
    return new Profile(null, null, question.at(), null, null, null);
  }

  private PastRow past(Question question, Profile profile) {
    var at = question.at();
    return jdbc.sql(
            """
            select
              count(*) filter (where scored_at > :window) as window_count,
              coalesce(sum(amount_base) filter (where scored_at > :window), 0) as window_sum,
              max(scored_at) filter (where scored_at <= :window) as before_window,
              count(*) filter (where scored_at > :hour) as hour_count,
              count(*) filter (where scored_at > :day) as day_count,
              sum(amount_base) filter (where scored_at > :day) as day_sum,
              count(*) filter (where scored_at > :week) as week_count,
              sum(amount_base) filter (where scored_at > :week) as week_sum,
              count(*) as month_count,
              sum(amount_base) as month_sum,
              count(*) filter (where clean) as base_count,
              avg(cast(amount_base as double precision)) filter (where clean) as base_mean,
              stddev_pop(cast(amount_base as double precision)) filter (where clean)
                as base_deviation,
              max(amount_base) filter (where clean) as base_max,
              count(*) filter (where scored_at > :week and status = 'declined') as failed,
              count(*) filter (where fraud) as frauds,
              (select count(*) from customer_known k where k.customer_id = :sender
                and k.kind = 'receiver' and k.known = :receiver) as receiver_known,
              (select count(*) from customer_known k where k.customer_id = :sender
                and k.kind = 'device' and k.known = :device) as device_known
            from (
              select scored_at, amount_base, status, fraud,
                status <> 'declined' and (fraud is null or not fraud) as clean
              from payment where sender_id = :sender and scored_at > :month
            ) p
            """)
        .param("sender", question.senderId())
        .param("receiver", question.receiverId())
        .param("device", question.device() == null ? "" : question.device())
        .param("window", Utc.of(at.minus(question.window())))
        .param("hour", Utc.of(at.minus(Duration.ofHours(1))))
        .param("day", Utc.of(at.minus(Duration.ofDays(1))))
        .param("week", Utc.of(at.minus(Duration.ofDays(7))))
        .param("month", Utc.of(at.minus(Duration.ofDays(30))))
        .query((row, number) -> pastRow(row, question, profile))
        .single();
  }

  private static PastRow pastRow(ResultSet row, Question question, Profile profile)
      throws SQLException {
    var windowStart = question.at().minus(question.window());
    var before = Utc.readNullable(row, "before_window");
    // Nothing for a month counts as silence only for somebody who was a customer then.
    var lastSeen = before == null ? profile.since() : before;
    var past =
        new Past(
            row.getLong("window_count"),
            row.getBigDecimal("window_sum"),
            row.getLong("hour_count"),
            lastSeen.isBefore(windowStart.minus(SILENCE)),
            new double[] {
              row.getDouble("day_count"), row.getDouble("week_count"), row.getDouble("month_count")
            },
            new double[] {
              row.getDouble("day_sum"), row.getDouble("week_sum"), row.getDouble("month_sum")
            },
            row.getLong("base_count"),
            row.getDouble("base_mean"),
            row.getDouble("base_deviation"),
            row.getDouble("base_max"),
            row.getLong("failed"),
            Travel.speed(
                profile.lastLat(),
                profile.lastLon(),
                profile.lastPlaceAt(),
                question.geo(),
                question.at()));
    return new PastRow(
        past,
        row.getLong("frauds"),
        row.getLong("receiver_known") > 0,
        question.device() == null || row.getLong("device_known") > 0);
  }

  private Customer customer(Question question, Profile profile, PastRow row) {
    var tenure = Duration.between(profile.since(), question.at());
    var trust =
        profile.givenTrust() == null
            ? Customer.trust(tenure.toHours() / 24.0, row.past().baselineCount(), row.frauds())
            : profile.givenTrust().doubleValue();
    var tier = profile.givenTier() == null ? Customer.tier(trust) : profile.givenTier();
    return new Customer(profile.since(), trust, tier, tenure.compareTo(newCustomer) < 0);
  }

  private Receiver receiver(Question question, boolean known) {
    var today = LocalDate.ofInstant(question.at(), ZoneOffset.UTC);
    var last = today.minusDays(DELAY_DAYS);
    return jdbc.sql(
            """
            select r.name, r.verified, r.given_reputation,
              d.payments, d.frauds, d.n1, d.f1, d.n7, d.f7, d.n30, d.f30,
              (select count(*) from (select 1 as one from payment p
                where p.receiver_id = :receiver and p.scored_at >= (select
                coalesce(max(until_at), cast(:never as timestamp with time zone))
                from rolled_day)
                fetch first :most rows only) recent) as recent_payments,
              (select count(*) from payment p
                where p.receiver_id = :receiver and p.scored_at >= (select
                coalesce(max(until_at), cast(:never as timestamp with time zone))
                from rolled_day) and p.fraud)
                as recent_frauds
            from (
              select coalesce(sum(payments), 0) as payments, coalesce(sum(frauds), 0) as frauds,
                sum(payments) filter (where business_day = :last) as n1,
                sum(frauds) filter (where business_day = :last) as f1,
                sum(payments) filter (where business_day > :week and business_day <= :last) as n7,
                sum(frauds) filter (where business_day > :week and business_day <= :last) as f7,
                sum(payments) filter (where business_day > :month and business_day <= :last)
                  as n30,
                sum(frauds) filter (where business_day > :month and business_day <= :last) as f30
              from receiver_day where receiver_id = :receiver
            ) d
            left join receiver r on r.receiver_id = :receiver
            """)
        .param("receiver", question.receiverId())
        .param("last", last)
        .param("week", last.minusDays(WINDOW_DAYS[1]))
        .param("month", last.minusDays(WINDOW_DAYS[2]))
        .param("never", Utc.of(Instant.EPOCH))
        .param("most", COUNTED_TODAY)
        .query((row, number) -> receiver(row, known))
        .single();
  }

  private static Receiver receiver(ResultSet row, boolean known) throws SQLException {
    var payments = row.getLong("payments") + row.getLong("recent_payments");
    var frauds = row.getLong("frauds") + row.getLong("recent_frauds");
    var given = row.getBigDecimal("given_reputation");
    return new Receiver(
        row.getString("name"),
        row.getBoolean("verified"),
        known,
        given == null ? Receiver.reputation(payments, frauds) : given.doubleValue(),
        payments,
        frauds,
        new double[] {row.getDouble("n1"), row.getDouble("n7"), row.getDouble("n30")},
        new double[] {row.getDouble("f1"), row.getDouble("f7"), row.getDouble("f30")});
  }

  private static Profile profile(ResultSet row) throws SQLException {
    var tier = row.getString("given_tier");
    return new Profile(
        tier == null ? null : Tier.valueOf(tier),
        row.getBigDecimal("given_trust"),
        Utc.read(row, "customer_since"),
        row.getObject("last_lat", Double.class),
        row.getObject("last_lon", Double.class),
        Utc.readNullable(row, "last_place_at"));
  }

  /** A payment went through: its receiver and device are known from now on, and its place. */
  public void remember(Question question, Context context) {
    if (!context.receiver().known()) {
      known(question.senderId(), "receiver", question.receiverId());
    }
    if (question.device() != null && !context.deviceKnown()) {
      known(question.senderId(), "device", question.device());
    }
    var geo = question.geo();
    if (geo != null && geo.lat() != null && geo.lon() != null) {
      jdbc.sql(
              """
              update customer set last_lat = :lat, last_lon = :lon, last_place_at = :at
              where customer_id = :id
              """)
          .param("lat", geo.lat())
          .param("lon", geo.lon())
          .param("at", Utc.of(question.at()))
          .param("id", question.senderId())
          .update();
    }
  }

  private void known(String customer, String kind, String what) {
    jdbc.sql("insert into customer_known (customer_id, kind, known) values (:id, :kind, :what)")
        .param("id", customer)
        .param("kind", kind)
        .param("what", what)
        .update();
  }

  private record Profile(
      @Nullable Tier givenTier,
      @Nullable BigDecimal givenTrust,
      Instant since,
      @Nullable Double lastLat,
      @Nullable Double lastLon,
      @Nullable Instant lastPlaceAt) {}

  private record PastRow(Past past, long frauds, boolean receiverKnown, boolean deviceKnown) {}
}
