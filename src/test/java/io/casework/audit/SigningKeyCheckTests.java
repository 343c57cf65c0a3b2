package io.casework.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyCheckTests {

  @TempDir private Path folder;
  private AuditRig rig;
  private final TestSigner other = newSigner();

  @BeforeEach
  void aSignedLog() {
    rig = new AuditRig(folder);
    rig.facts(3);
    rig.sealedLog().checkpoint();
  }

  @Test
  void anotherKeyEndsTheStart() {
    assertThatThrownBy(() -> new SigningKeyCheck(rig.jdbc, other, properties(null)))
        .hasMessageContaining(other.keyId())
        .hasMessageContaining("casework.audit.new-signer");
    assertThatThrownBy(() -> new SigningKeyCheck(rig.jdbc, other, properties(rig.signer.keyId())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKeyThatSignedSoFarAndOneThatIsMeantToFollowAreTaken() {
    assertThatCode(() -> new SigningKeyCheck(rig.jdbc, rig.signer, properties(null)))
        .doesNotThrowAnyException();
    assertThatCode(() -> new SigningKeyCheck(rig.jdbc, other, properties(other.keyId())))
        .doesNotThrowAnyException();
  }

  private static TestSigner newSigner() {
    try {
      return new TestSigner();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static AuditProperties properties(@Nullable String key) {
    return new AuditProperties(
        Duration.ofSeconds(1),
        10,
        Duration.ofMinutes(5),
        null,
        Duration.ofSeconds(5),
        null,
        key,
        null);
  }
}
