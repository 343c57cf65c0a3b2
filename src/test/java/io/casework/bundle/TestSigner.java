package io.casework.bundle;

import io.casework.vault.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A fresh key of the JDK; the same message has the same signature. */
final class TestSigner implements Signer {

  private final KeyPair pair;
  private final Map<String, byte[]> signatures = new HashMap<>();

  TestSigner() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String keyId() {
    return Hashes.hex(pair.getPublic().getEncoded()).substring(0, 16);
  }

  @Override
  public String publicKey() {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(
            Base64.getMimeEncoder(64, "\n".getBytes())
                .encodeToString(pair.getPublic().getEncoded()));
  }

  @Override
  public synchronized byte[] sign(byte[] message) {
    return signatures.computeIfAbsent(Hashes.hex(message), unknown -> signAnew(message));
  }

  private byte[] signAnew(byte[] message) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Path writeTo(Path folder) {
    try {
      return Files.writeString(folder.resolve(keyId() + ".pem"), publicKey());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
