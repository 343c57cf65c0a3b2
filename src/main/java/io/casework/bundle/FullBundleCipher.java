package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.vault.CaseKey;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * Encrypts full bundles piece by piece, so that none is ever held whole: AES-256-GCM over segments
 * of 1 MiB (Tink's AesGcmHkdfStreaming), under a key that only the case's key gives.
 */
final class FullBundleCipher {

  private static final int SEGMENT = 1 << 20;

  private final AesGcmHkdfStreaming cipher;
  private final byte[] context;

  FullBundleCipher(CaseKey key, CaseId caseId, int version) {
    try {
      this.cipher = new AesGcmHkdfStreaming(key.salt("bundle"), "HmacSha256", 32, SEGMENT, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.context = "%s|%d|full".formatted(caseId, version).getBytes(UTF_8);
  }

  /** What is written to it arrives encrypted; closing it ends the text and closes the target. */
  OutputStream encrypting(OutputStream to) throws IOException {
    try {
      return cipher.newEncryptingStream(to, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The plain bytes; reading fails at the first segment that is not as it was encrypted. */
  Content decrypting(Content stored) {
    return () -> {
      try {
        return cipher.newDecryptingStream(stored.open(), context);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    };
  }
}
