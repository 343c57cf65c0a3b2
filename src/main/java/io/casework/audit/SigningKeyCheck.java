package io.casework.audit;

import io.casework.vault.Signer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends the start when the log was signed by another key: a key that is lost or exchanged must not
 * pass for the one that auditors trust.
 */
@Component
class SigningKeyCheck {

  SigningKeyCheck(JdbcClient jdbc, Signer signer, AuditProperties properties) {
    jdbc.sql("select note from audit_checkpoint order by tree_size desc fetch first 1 rows only")
        .query(String.class)
        .optional()
        .ifPresent(
            note -> check(CheckpointNote.parse(note), signer.keyId(), properties.newSigner()));
  }

  private static void check(CheckpointNote last, String keyId, @Nullable String expected) {
    var id = HexFormat.of().parseHex(keyId.substring(0, 8));
    if (!Arrays.equals(last.keyId(), id) && !keyId.equals(expected)) {
      throw new IllegalStateException(
          "the audit log was signed by key %s…, and this is key %s: bring back the right one (on a"
                  .formatted(HexFormat.of().formatHex(last.keyId()), keyId)
              + " laptop the file keys/signing-key.pem; if it was missing, a new one was made), or,"
              + " if the change is meant, set casework.audit.new-signer="
              + keyId);
    }
  }
}
