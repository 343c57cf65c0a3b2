package io.casework.vault;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The public half of a {@link Signer}'s key, as somebody who checks has it from elsewhere. */
public final class VerifyingKey {

  private static final int NOTE_ID_BYTES = 4;

  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final PublicKey key;
  private final byte[] digest;

  private VerifyingKey(PublicKey key) throws GeneralSecurityException {
    this.key = key;
    this.digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
  }

  /**
   * Reads a PEM file.
   *
   * @throws IllegalArgumentException when it holds no EC public key
   */
  public static VerifyingKey in(Path file) throws IOException {
    try {
      return of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " holds no EC public key as PEM", e);
    }
  }

  /**
   * Reads {@code -----BEGIN PUBLIC KEY-----}.
   *
   * @throws IllegalArgumentException when the text is no EC public key as PEM
   */
  public static VerifyingKey of(String text) {
    try (var pem = new PEMParser(new StringReader(text))) {
      if (pem.readObject() instanceof SubjectPublicKeyInfo info) {
        var key = new JcaPEMKeyConverter().getPublicKey(info);
        if (key.getAlgorithm().startsWith("EC")) {
          return new VerifyingKey(key);
        }
      }
      throw new IllegalArgumentException("no EC PUBLIC KEY in PEM form");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("no EC PUBLIC KEY in PEM form", e);
    }
  }

  /** As {@link Signer#keyId()} names it. */
  public String id() {
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }

  /** The four bytes by which a signed note names it. */
  public byte[] noteId() {
    return Arrays.copyOf(digest, NOTE_ID_BYTES);
  }

  /** Whether a signature, in ASN.1 DER, is this key's over the message. */
  public boolean signed(byte[] message, byte[] signature) {
    try {
      // As strict as openssl: one form of two numbers, not any that Java would read.
      StandardDSAEncoding.INSTANCE.decode(ORDER, signature);
      var check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return false;
    }
  }
}
