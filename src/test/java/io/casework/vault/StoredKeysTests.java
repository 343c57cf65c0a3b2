package io.casework.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.CaseId;
import io.casework.core.Refused;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys that lie in the database, wrapped. */
class StoredKeysTests {

  @TempDir private Path folder;

  private final JdbcDataSource database = new JdbcDataSource();
  private final CaseId caseId = new CaseId(UUID.randomUUID().toString());
  private JdbcClient jdbc;
  private CaseKeys keys;

  @BeforeEach
  void migrate() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = JdbcClient.create(database);
    keys = new CaseKeys(jdbc, master("one"), Clock.systemUTC());
  }

  private MasterKey master(String name) {
    return FileMasterKey.in(folder.resolve(name));
  }

  @Test
  void aKeyIsFoundAgainAndLiesWrapped() {
    var stored = keys.create(caseId).seal("body", "x");

    assertThat(keys.find(caseId).orElseThrow().open("body", stored)).isEqualTo("x");
    assertThat(keys.of(caseId).open("body", stored)).isEqualTo("x");
  }

  @Test
  void aDestroyedKeyIsGoneAndIsNotMadeAgain() {
    var stored = keys.create(caseId).seal("body", "x");

    assertThat(keys.destroy(caseId)).isTrue();

    assertThat(keys.find(caseId)).isEmpty();
    assertThat(keys.destroyed(caseId)).isTrue();
    assertThat(keys.destroy(caseId)).isFalse();
    assertThatThrownBy(() -> keys.of(caseId)).isInstanceOf(Refused.class);
    assertThat(CaseKey.sealed(stored)).isTrue();
  }

  @Test
  void aCaseOlderThanKeysGetsOneOnDemand() {
    assertThat(keys.find(caseId)).isEmpty();
    assertThat(keys.destroyed(caseId)).isFalse();

    var stored = keys.of(caseId).seal("body", "x");

    assertThat(keys.of(caseId).open("body", stored)).isEqualTo("x");
  }

  @Test
  void anotherMasterKeyOpensNoKey() {
    keys.create(caseId);

    assertThatThrownBy(() -> new CaseKeys(jdbc, master("two"), Clock.systemUTC()).find(caseId))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tokensAreTheSameOnEveryNodeAndSayNothing() {
    var one = new Tokens(jdbc, master("one"), Clock.systemUTC());
    var other = new Tokens(jdbc, master("one"), Clock.systemUTC());

    assertThat(one.of("alice")).isEqualTo(other.of("alice")).hasSize(25).doesNotContain("alice");
    assertThat(one.of("alice")).isNotEqualTo(one.of("Alice"));
  }

  @Test
  void anotherInstallationHasOtherTokens() {
    var here = new Tokens(jdbc, master("one"), Clock.systemUTC()).of("alice");
    jdbc.sql("delete from vault_secret").update();

    assertThat(new Tokens(jdbc, master("one"), Clock.systemUTC()).of("alice")).isNotEqualTo(here);
  }

  @Test
  void aStartWithAnotherMasterKeyEnds() {
    new Tokens(jdbc, master("one"), Clock.systemUTC());

    assertThatThrownBy(() -> new Tokens(jdbc, master("two"), Clock.systemUTC()))
        .hasMessageContaining("master key");
  }

  @Test
  void anEnvelopeOpensForItsContextOnly() {
    var envelopes = new Envelopes(master("one"));
    var envelope = envelopes.seal("dead letter|1", "poison");
    var other = envelopes.seal("dead letter|1", "poison");

    assertThat(envelope.sealed()).isNotEqualTo(other.sealed());
    assertThat(envelopes.open("dead letter|1", envelope)).isEqualTo("poison");
    assertThatThrownBy(() -> envelopes.open("dead letter|2", envelope))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                envelopes.open(
                    "dead letter|1", new Envelopes.Envelope(other.wrappedKey(), envelope.sealed())))
        .isInstanceOf(IllegalStateException.class);
  }
}
