package io.casework.attachments;

import io.casework.core.CaseId;
import io.casework.core.Utc;
import io.casework.vault.CaseKey;
import io.casework.vault.CaseKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of attachments, as rows; what people wrote is encrypted under the case's key. */
@Repository
class AttachmentRows {

  private final JdbcClient jdbc;
  private final CaseKeys keys;

  AttachmentRows(JdbcClient jdbc, CaseKeys keys) {
    this.jdbc = jdbc;
    this.keys = keys;
  }

  void insert(Attachment added, CaseKey key) {
    var description = added.description();
    jdbc.sql(
            """
            insert into attachment (attachment_id, case_id, name, description, type, bytes,
              sender_sha256, sha256, stored_sha256, scanned, added_by, added_at)
            values (:id, :case, :name, :description, :type, :bytes, :sender, :sha256, :stored,
              :scanned, :by, :at)
            """)
        .param("id", added.attachmentId())
        .param("case", added.caseId().value())
        .param("name", key.seal(name(added.attachmentId()), added.name()))
        .param(
            "description",
            description == null ? null : key.seal(description(added.attachmentId()), description))
        .param("type", added.type())
        .param("bytes", added.bytes())
        .param("sender", added.senderSha256())
        .param("sha256", added.sha256())
        .param("stored", added.storedSha256())
        .param("scanned", added.scanned())
        .param("by", added.addedBy())
        .param("at", Utc.of(added.addedAt()))
        .update();
  }

  List<Attachment> of(CaseId caseId) {
    var key = keys.find(caseId);
    return jdbc.sql(
            "select * from attachment where case_id = :case order by added_at, attachment_id")
        .param("case", caseId.value())
        .query((row, number) -> read(row, caseId, key))
        .list();
  }

  Optional<Attachment> find(CaseId caseId, String id) {
    return of(caseId).stream().filter(each -> each.attachmentId().equals(id)).findFirst();
  }

  private static Attachment read(ResultSet row, CaseId caseId, Optional<CaseKey> key)
      throws SQLException {
    var id = row.getString("attachment_id");
    var type = row.getString("type");
    var name = row.getString("name");
    var description = row.getString("description");
    return new Attachment(
        id,
        caseId,
        key.map(each -> each.open(name(id), name))
            .orElseGet(() -> Attachment.generatedName(id, type)),
        open(key, id, description),
        type,
        row.getLong("bytes"),
        row.getString("sender_sha256"),
        row.getString("sha256"),
        row.getString("stored_sha256"),
        row.getBoolean("scanned"),
        row.getString("added_by"),
        Utc.read(row, "added_at"));
  }

  private static @Nullable String open(
      Optional<CaseKey> key, String id, @Nullable String description) {
    return description == null
        ? null
        : key.map(each -> each.open(description(id), description)).orElse(null);
  }

  private static String name(String id) {
    return "attachment.name/" + id;
  }

  private static String description(String id) {
    return "attachment.description/" + id;
  }
}
