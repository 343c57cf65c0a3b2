package io.casework.decision.rules;

import io.casework.core.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The rules in force, compiled and kept in memory.
 *
 * <p>A change counts on this node from its commit on, and on others within a second: once in that
 * time one caller asks the database for the revision, and all others go on with what is there.
 */
@Component
public class Rules {

  private static final Logger log = LoggerFactory.getLogger(Rules.class);
  private static final long CHECK_EVERY = Duration.ofSeconds(1).toNanos();

  private final JdbcRules stored;
  private final ConditionReader conditions;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile @Nullable Loaded loaded;

  Rules(JdbcRules stored, ConditionReader conditions) {
    this.stored = stored;
    this.conditions = conditions;
  }

  /** The active rules of this moment. */
  public RuleSet active() {
    var known = loaded;
    if (known == null || known.change != changes.get()) {
      return load(known);
    }
    if (System.nanoTime() - known.checkedAt < CHECK_EVERY || !checking.compareAndSet(false, true)) {
      return known.set;
    }
    try {
      return load(known);
    } finally {
      checking.set(false);
    }
  }

  /** Compiles versions of rules, whether they were active or not. */
  public RuleSet of(List<RuleVersion> versions) {
    return RuleSet.of(versions, conditions);
  }

  /** The set that once decided: {@link RuleSet#versions} of then, so that it decides again. */
  public RuleSet asOf(Map<String, Integer> idsAndVersions) {
    return of(versions(idsAndVersions));
  }

  /** The rules of that set, as they were written. */
  public List<RuleVersion> versions(Map<String, Integer> idsAndVersions) {
    return idsAndVersions.entrySet().stream()
        .map(
            each ->
                stored
                    .version(each.getKey(), each.getValue())
                    .orElseThrow(() -> Refused.missing("rule " + each.getKey())))
        .toList();
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void changed(RulesChanged change) {
    changes.incrementAndGet();
  }

  /**
   * Looks whether there are other rules now.
   *
   * @param seen what the caller found too old; somebody else may have been here since
   */
  private synchronized RuleSet load(@Nullable Loaded seen) {
    var change = changes.get();
    var known = loaded;
    if (known != null && known != seen && known.change == change) {
      return known.set;
    }
    var now = System.nanoTime();
    // Revision first: a change between the two queries is then seen by the next check.
    var revision = stored.revision();
    var set =
        known == null ? compile() : known.revision == revision ? known.set : compileOr(known.set);
    loaded = new Loaded(set, revision, change, now);
    return set;
  }

  private RuleSet compile() {
    return of(stored.active().stream().map(Rule::current).toList());
  }

  /** A newer node may have stored what this one does not understand; payments still need rules. */
  private RuleSet compileOr(RuleSet known) {
    try {
      return compile();
    } catch (Refused e) {
      log.error(
          "a stored rule does not compile here, the rules before it stay: {}", e.getMessage());
      return known;
    }
  }

  /**
   * What was read.
   *
   * @param change how many changes of this node it contains at least
   */
  private record Loaded(RuleSet set, long revision, long change, long checkedAt) {}
}
