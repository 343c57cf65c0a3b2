package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every master key does. */
abstract class MasterKeyContract {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  /** The same key at each call, as after another start. */
  abstract MasterKey master();

  abstract MasterKey another();

  @Test
  void whatWasWrappedIsUnwrappedAfterTheNextStart() {
    var wrapped = master().wrap(KEY, "case|1");

    assertThat(new String(wrapped, UTF_8)).doesNotContain("0123456789");
    assertThat(master().unwrap(wrapped, "case|1")).isEqualTo(KEY);
  }

  @Test
  void anotherMasterKeyOpensNothing() {
    var wrapped = master().wrap(KEY, "case|1");

    assertThatThrownBy(() -> another().unwrap(wrapped, "case|1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWrappedKeyFitsNowhereElse() {
    var wrapped = master().wrap(KEY, "case|1");

    assertThatThrownBy(() -> master().unwrap(wrapped, "case|2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyChangedByteIsNoticed() {
    var wrapped = master().wrap(KEY, "case|1");

    for (int i = 0; i < wrapped.length; i++) {
      var changed = wrapped.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> master().unwrap(changed, "case|1"))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> master().unwrap(new byte[0], "case|1"))
        .isInstanceOf(IllegalStateException.class);
  }
}
