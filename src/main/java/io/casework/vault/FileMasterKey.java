package io.casework.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The master key of a laptop: a Tink keyset (AES-256-GCM) in a file that only its owner reads. */
final class FileMasterKey implements MasterKey {

  private static final Configuration CONFIGURATION = AeadConfig2026.get();

  private final Aead aead;

  private FileMasterKey(Aead aead) {
    this.aead = aead;
  }

  /** Reads the key, or makes it when there is none. */
  static FileMasterKey in(Path file) {
    try {
      KeyFiles.makeOnce(file, FileMasterKey::fresh);
      var keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), CONFIGURATION, InsecureSecretKeyAccess.get());
      return new FileMasterKey(keyset.getPrimitive(CONFIGURATION, Aead.class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make the master key " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file + " holds no AEAD keyset", e);
    }
  }

  private static String fresh() throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, CONFIGURATION),
        CONFIGURATION,
        InsecureSecretKeyAccess.get());
  }

  @Override
  public byte[] wrap(byte[] key, String context) {
    try {
      return aead.encrypt(key, context.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String context) {
    try {
      return aead.decrypt(wrapped, context.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of " + context + " is not of this master key", e);
    }
  }
}
