package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import io.casework.core.CaseId;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The key of one case: AES-256-GCM with case and field as associated data, so that a value fits
 * nowhere else.
 */
public final class CaseKey {

  private static final String MARK = "enc1:";

  private final CaseId caseId;
  private final byte[] bytes;
  private final AesGcmJce aead;

  CaseKey(CaseId caseId, byte[] bytes) {
    this.caseId = caseId;
    this.bytes = bytes;
    try {
      this.aead = new AesGcmJce(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] encrypt(String field, byte[] plain) {
    try {
      return aead.encrypt(plain, context(field));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The plain bytes; anything but what this key encrypted for this field ends in an exception. */
  public byte[] decrypt(String field, byte[] encrypted) {
    try {
      return aead.decrypt(encrypted, context(field));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "%s of case %s was not encrypted under its key".formatted(field, caseId), e);
    }
  }

  /** Text as it is stored. */
  public String seal(String field, String text) {
    return MARK + Base64.getEncoder().encodeToString(encrypt(field, text.getBytes(UTF_8)));
  }

  /** Text as it was. */
  public String open(String field, String stored) {
    return new String(
        decrypt(field, Base64.getDecoder().decode(stored.substring(MARK.length()))), UTF_8);
  }

  /** Whether a stored text is encrypted; what older versions stored is not. */
  public static boolean sealed(String stored) {
    return stored.startsWith(MARK);
  }

  /** 32 bytes that only this key gives, the same for the same purpose. */
  public byte[] salt(String purpose) {
    try {
      return Hkdf.computeHkdf("HmacSha256", bytes, new byte[0], context("salt|" + purpose), 32);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] context(String field) {
    return "%s|%s|1".formatted(caseId, field).getBytes(UTF_8);
  }
}
