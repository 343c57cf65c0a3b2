package io.casework.attachments;

import io.casework.archive.Archive;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.vault.CaseKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** The bytes of attachments: encrypted under the case's key, written once, held against digests. */
@Component
class StoredAttachments {

  private final Archive archive;

  StoredAttachments(Archive archive) {
    this.archive = archive;
  }

  /**
   * Writes a file and reads it back.
   *
   * @return SHA-256 of the stored object, hex
   */
  String write(CaseId caseId, String id, byte[] plain, CaseKey key) {
    var encrypted = key.encrypt(field(id), plain);
    var digest = sha256(encrypted);
    try {
      archive.create(object(caseId, id), Content.of(encrypted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Arrays.equals(read(caseId, id, digest, key), plain)) {
      throw new IllegalStateException("the archive gave back another file than it was given");
    }
    return digest;
  }

  /** The file as it arrived; an object that is gone or changed ends in an exception. */
  byte[] read(CaseId caseId, String id, String digest, CaseKey key) {
    var encrypted = object(object(caseId, id));
    if (!sha256(encrypted).equals(digest)) {
      throw new IllegalStateException("attachment %s is not what was stored".formatted(id));
    }
    return key.decrypt(field(id), encrypted);
  }

  private byte[] object(String name) {
    try {
      var content =
          archive
              .find(name)
              .orElseThrow(() -> new IllegalStateException(name + " is not in the archive"));
      try (var in = content.open()) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String object(CaseId caseId, String id) {
    return "attachments/%s/%s.enc".formatted(caseId, id);
  }

  private static String field(String id) {
    return "attachment/" + id;
  }
}
