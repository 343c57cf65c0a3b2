package io.casework.decision.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tries a rule on past payments; nothing in force changes. */
@Component
class DryRun {

  private static final int EXAMPLES = 20;

  private final ObjectProvider<RecentTransactions> recent;
  private final JdbcRules stored;
  private final Rules rules;

  DryRun(ObjectProvider<RecentTransactions> recent, JdbcRules stored, Rules rules) {
    this.recent = recent;
    this.stored = stored;
    this.rules = rules;
  }

  Result of(RuleVersion draft, int last) {
    var started = System.nanoTime();
    var tried = rules.of(List.of(draft));
    var others = rules.of(othersThatMatter(draft.id()));
    var source = recent.getIfAvailable();
    var payments = source == null ? List.<RecentTransactions.Past>of() : source.latest(last);
    var count = count(tried, others, payments);
    return count.result(payments.size(), Duration.ofNanos(System.nanoTime() - started));
  }

  static Count count(RuleSet tried, RuleSet others, List<RecentTransactions.Past> payments) {
    var count = new Count();
    for (var payment : payments) {
      var fires = fires(tried, payment);
      count.add(payment, fires, fires && !fires(others, payment));
    }
    return count;
  }

  /** Rules that only set a flag catch nobody. */
  private List<RuleVersion> othersThatMatter(String id) {
    return stored.active().stream()
        .map(Rule::current)
        .filter(rule -> !rule.id().equals(id))
        .filter(
            rule ->
                rule.content().weight().signum() > 0
                    || rule.content().hardBlock()
                    || rule.content().review())
        .toList();
  }

  private static boolean fires(RuleSet rules, RecentTransactions.Past payment) {
    return !rules.evaluate(payment.facts()).hits().isEmpty();
  }

  /**
   * What a dry run found.
   *
   * @param hitRate hits to transactions; null without transactions
   * @param labelledHits hits of which people know what they were
   * @param fraudHits those of them that were fraud
   * @param frauds all known frauds among the transactions
   * @param precision fraud hits to labelled hits; null without labels
   * @param recall fraud hits to frauds; null without frauds
   * @param onlyThisRule hits that no active rule catches
   * @param examples the latest transactions that it hit
   */
  record Result(
      int transactions,
      int hits,
      @Nullable BigDecimal hitRate,
      int labelled,
      int labelledHits,
      int fraudHits,
      int frauds,
      @Nullable BigDecimal precision,
      @Nullable BigDecimal recall,
      int onlyThisRule,
      List<String> examples,
      long durationMs) {}

  /** Counts payments one by one. */
  static final class Count {

    private final List<String> examples = new ArrayList<>();
    private int hits;
    private int labelled;
    private int labelledHits;
    private int fraudHits;
    private int frauds;
    private int alone;

    void add(RecentTransactions.Past payment, boolean hit, boolean onlyHere) {
      var fraud = payment.fraud();
      labelled += fraud == null ? 0 : 1;
      frauds += Boolean.TRUE.equals(fraud) ? 1 : 0;
      if (!hit) {
        return;
      }
      hits++;
      labelledHits += fraud == null ? 0 : 1;
      fraudHits += Boolean.TRUE.equals(fraud) ? 1 : 0;
      alone += onlyHere ? 1 : 0;
      if (examples.size() < EXAMPLES) {
        examples.add(payment.transactionId());
      }
    }

    Result result(int transactions, Duration duration) {
      return new Result(
          transactions,
          hits,
          ratio(hits, transactions),
          labelled,
          labelledHits,
          fraudHits,
          frauds,
          ratio(fraudHits, labelledHits),
          ratio(fraudHits, frauds),
          alone,
          List.copyOf(examples),
          duration.toMillis());
    }

    private static @Nullable BigDecimal ratio(int part, int whole) {
      return whole == 0
          ? null
          : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
    }
  }
}
