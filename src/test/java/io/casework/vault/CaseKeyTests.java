package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.CaseId;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CaseKeyTests {

  private static final CaseId ONE = new CaseId("00000000-0000-0000-0000-000000000001");
  private static final CaseId TWO = new CaseId("00000000-0000-0000-0000-000000000002");

  private final CaseKey key = new CaseKey(ONE, new byte[32]);

  @Test
  void whatIsSealedReadsAsItWas() {
    var stored = key.seal("note/1", "Thandi Müller \uD83D\uDE00");

    assertThat(stored).doesNotContain("Thandi");
    assertThat(CaseKey.sealed(stored)).isTrue();
    assertThat(key.open("note/1", stored)).isEqualTo("Thandi Müller \uD83D\uDE00");
  }

  @Test
  void theSameTextIsNeverStoredTheSameWay() {
    assertThat(key.seal("body", "x")).isNotEqualTo(key.seal("body", "x"));
  }

  @Test
  void aTextFitsNoOtherField() {
    var stored = key.seal("note/1", "x");

    assertThatThrownBy(() -> key.open("note/2", stored)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTextFitsNoOtherCaseEvenUnderTheSameKey() {
    var stored = key.seal("body", "x");

    assertThatThrownBy(() -> new CaseKey(TWO, new byte[32]).open("body", stored))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherKeyOpensNothing() {
    var other = new byte[32];
    other[31] = 1;
    var stored = key.seal("body", "x");

    assertThatThrownBy(() -> new CaseKey(ONE, other).open("body", stored))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyChangedByteIsNoticed() {
    var encrypted = key.encrypt("body", "four".getBytes(UTF_8));

    for (int i = 0; i < encrypted.length; i++) {
      var changed = encrypted.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> key.decrypt("body", changed))
          .as(Base64.getEncoder().encodeToString(changed))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aSaltIsTheSameForTheSamePurposeOnly() {
    assertThat(key.salt("bundle")).hasSize(32).isEqualTo(key.salt("bundle"));
    assertThat(key.salt("bundle")).isNotEqualTo(key.salt("other"));
    assertThat(key.salt("bundle")).isNotEqualTo(new CaseKey(TWO, new byte[32]).salt("bundle"));
  }
}
