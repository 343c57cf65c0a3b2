package io.casework.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public key that somebody who checks has from elsewhere. */
final class TrustedKey {

  private final PublicKey key;

  private TrustedKey(PublicKey key) {
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when the file holds no EC public key as PEM
   */
  static TrustedKey read(Path file) throws IOException {
    var text =
        Files.readString(file, StandardCharsets.ISO_8859_1)
            .replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
    try {
      return new TrustedKey(
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " holds no EC public key as PEM", e);
    }
  }

  /** As {@link io.casework.vault.Signer#keyId()} names it. */
  String id() {
    return Hashes.hex(key.getEncoded()).substring(0, 16);
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      var check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
