package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Texts that belong to no case: each under a key of its own, which lies wrapped beside it. */
@Component
public class Envelopes {

  private final MasterKey master;
  private final SecureRandom random = new SecureRandom();

  Envelopes(MasterKey master) {
    this.master = master;
  }

  /**
   * Seals a text.
   *
   * @param context what the text is; opening takes the same
   */
  public Envelope seal(String context, String text) {
    var key = new byte[32];
    random.nextBytes(key);
    try {
      var sealed = new AesGcmJce(key).encrypt(text.getBytes(UTF_8), context.getBytes(UTF_8));
      return new Envelope(base64(master.wrap(key, context)), base64(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text; a changed envelope or another context ends in {@link IllegalStateException}. */
  public String open(String context, Envelope envelope) {
    var decoder = Base64.getDecoder();
    var key = master.unwrap(decoder.decode(envelope.wrappedKey()), context);
    try {
      var sealed = decoder.decode(envelope.sealed());
      return new String(new AesGcmJce(key).decrypt(sealed, context.getBytes(UTF_8)), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the envelope of " + context + " was changed", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Both as base64; without the key the text is gone. */
  public record Envelope(String wrappedKey, String sealed) {}
}
