package io.casework.attachments;

/** Looks for malware. */
interface Scanner {

  /**
   * Looks through a file.
   *
   * @return false if nobody looked
   * @throws io.casework.core.Refused when malware was found
   * @throws NotNow when it cannot be told: then the file must not be taken
   */
  boolean clean(byte[] bytes);
}
