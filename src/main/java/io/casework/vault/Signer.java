package io.casework.vault;

/**
 * Signs evidence: ECDSA over P-256 and SHA-256, because Azure Key Vault has no Ed25519.
 *
 * <p>The private key never leaves the implementation.
 */
public interface Signer {

  /** Names the key: the first 16 hex digits of the SHA-256 of its public key (DER, SPKI). */
  String keyId();

  /** The public key as PEM, as openssl reads it. */
  String publicKey();

  /** The signature of a message, as ASN.1 DER, as openssl reads it. */
  byte[] sign(byte[] message);
}
