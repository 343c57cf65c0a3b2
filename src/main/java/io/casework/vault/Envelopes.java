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
    var sealer = sealer(context);
    return new Envelope(sealer.wrappedKey(), sealer.seal(context, text));
  }

  /** The text; a changed envelope or another context ends in {@link IllegalStateException}. */
  public String open(String context, Envelope envelope) {
    return opener(context, envelope.wrappedKey()).open(context, envelope.sealed());
  }

  /** A new key for texts that come together; the caller keeps its wrapped form beside them. */
  public Sealer sealer(String context) {
    var key = new byte[32];
    random.nextBytes(key);
    return new Sealer(base64(master.wrap(key, context)), key);
  }

  /** The key of texts that came together. */
  public Sealer opener(String context, String wrappedKey) {
    return new Sealer(wrappedKey, master.unwrap(Base64.getDecoder().decode(wrappedKey), context));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Both as base64; without the key the text is gone. */
  public record Envelope(String wrappedKey, String sealed) {}

  /** One key for many texts. */
  public static final class Sealer {

    private final String wrappedKey;
    private final AesGcmJce aead;

    private Sealer(String wrappedKey, byte[] key) {
      this.wrappedKey = wrappedKey;
      try {
        this.aead = new AesGcmJce(key);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The key under the master key, base64. */
    public String wrappedKey() {
      return wrappedKey;
    }

    /** The text as base64; opening takes the same context. */
    public String seal(String context, String text) {
      try {
        return base64(aead.encrypt(text.getBytes(UTF_8), context.getBytes(UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The text as it was; {@link IllegalStateException} for anything else. */
    public String open(String context, String sealed) {
      try {
        var bytes = Base64.getDecoder().decode(sealed);
        return new String(aead.decrypt(bytes, context.getBytes(UTF_8)), UTF_8);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(context + " was not sealed so", e);
      }
    }
  }
}
