package io.casework.audit;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The public half of the key that signs. */
final class VerifyingKey {

  private final PublicKey key;
  private final byte[] id;

  private VerifyingKey(PublicKey key) {
    this.key = key;
    this.id = Arrays.copyOf(Sha256.of(key.getEncoded()), 4);
  }

  /** Reads {@code -----BEGIN PUBLIC KEY-----}. */
  static VerifyingKey of(String text) throws IOException {
    try (var pem = new PEMParser(new StringReader(text))) {
      if (pem.readObject() instanceof SubjectPublicKeyInfo info) {
        return new VerifyingKey(new JcaPEMKeyConverter().getPublicKey(info));
      }
      throw new IOException("no PUBLIC KEY in PEM form");
    }
  }

  /** The four bytes by which a signed note names it. */
  byte[] id() {
    return id.clone();
  }

  boolean signed(byte[] message, byte[] signature) {
    try {
      var check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
