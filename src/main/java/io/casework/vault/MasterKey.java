package io.casework.vault;

/**
 * Wraps the keys under which data are encrypted; the master key itself never leaves the
 * implementation.
 */
public interface MasterKey {

  /**
   * Encrypts a key.
   *
   * @param context what the key is for; unwrapping takes the same
   */
  byte[] wrap(byte[] key, String context);

  /** Decrypts a key; a changed key or another context ends in {@link IllegalStateException}. */
  byte[] unwrap(byte[] wrapped, String context);
}
