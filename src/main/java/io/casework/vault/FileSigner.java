package io.casework.vault;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * The signing key of a laptop: a PEM file that only its owner can read.
 *
 * <p>Signatures are deterministic (RFC 6979): the same evidence gives the same bytes.
 */
final class FileSigner implements Signer {

  private final ECPrivateKeyParameters key;
  private final String publicKey;
  private final String keyId;

  private FileSigner(KeyPair pair) throws IOException {
    var spki = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    this.key =
        (ECPrivateKeyParameters)
            PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()));
    this.publicKey = pem(spki);
    this.keyId = HexFormat.of().formatHex(sha256(spki.getEncoded())).substring(0, 16);
  }

  /** Reads the key, or makes it when there is none. */
  static FileSigner in(Path file) {
    try {
      KeyFiles.makeOnce(file, FileSigner::fresh);
      try (var pem = new PEMParser(new StringReader(Files.readString(file)))) {
        if (pem.readObject() instanceof PEMKeyPair found) {
          var pair = new JcaPEMKeyConverter().getKeyPair(found);
          if (pair.getPrivate() instanceof ECPrivateKey key
              && key.getParams().getOrder().bitLength() == 256) {
            return new FileSigner(pair);
          }
        }
        throw new IllegalStateException(file + " holds no EC PRIVATE KEY of the curve P-256");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make the signing key " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fresh() throws IOException, GeneralSecurityException {
    // This provider's private keys bring their public keys along, as those of openssl do.
    var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return pem(generator.generateKeyPair());
  }

  private static String pem(Object value) throws IOException {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(value);
    }
    return text.toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public String publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var numbers = signer.generateSignature(sha256(message));
    try {
      return StandardDSAEncoding.INSTANCE.encode(
          key.getParameters().getN(), numbers[0], numbers[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
