package io.casework.audit;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was signed, as it was signed, and how much of it the archive has. */
@Repository
class SealTables {

  private final JdbcClient jdbc;

  SealTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<AuditLog.Checkpoint> checkpoint(long size) {
    return jdbc.sql("select * from audit_checkpoint where tree_size = :size")
        .param("size", size)
        .query((row, n) -> checkpoint(row))
        .optional();
  }

  Optional<AuditLog.Checkpoint> latestCheckpoint() {
    return jdbc.sql(
            "select * from audit_checkpoint order by tree_size desc fetch first 1 rows only")
        .query((row, n) -> checkpoint(row))
        .optional();
  }

  void add(AuditLog.Checkpoint checkpoint) {
    jdbc.sql("insert into audit_checkpoint (tree_size, signed_at, note) values (:size, :at, :note)")
        .param("size", checkpoint.size())
        .param("at", Utc.of(checkpoint.at()))
        .param("note", checkpoint.note())
        .update();
  }

  void add(Part part) {
    jdbc.sql(
            """
            insert into audit_part (first_seq, last_seq, log_day, sha256)
            values (:first, :last, :day, :sha256)
            """)
        .param("first", part.first())
        .param("last", part.last())
        .param("day", part.day())
        .param("sha256", part.sha256())
        .update();
  }

  /** The first part that the archive does not have. */
  Optional<Part> nextPart() {
    return jdbc.sql(
            """
            select * from audit_part
            where first_seq > (select shipped_to from audit_head where id = 1)
            order by first_seq fetch first 1 rows only
            """)
        .query((row, n) -> part(row))
        .optional();
  }

  /** Parts that the archive has, behind a record, in order. */
  List<Part> shippedAfter(long seq, int atMost) {
    return jdbc.sql(
            """
            select * from audit_part
            where first_seq > :seq and last_seq <= (select shipped_to from audit_head where id = 1)
            order by first_seq fetch first :n rows only
            """)
        .param("seq", seq)
        .param("n", atMost)
        .query((row, n) -> part(row))
        .list();
  }

  List<Part> parts(LocalDate day) {
    return jdbc.sql("select * from audit_part where log_day = :day order by first_seq")
        .param("day", day)
        .query((row, n) -> part(row))
        .list();
  }

  void shipped(Part part) {
    jdbc.sql("update audit_head set shipped_to = :last where id = 1 and shipped_to < :last")
        .param("last", part.last())
        .update();
  }

  /** The first day that is over, whose parts the archive has, and whose seal it does not have. */
  Optional<LocalDate> nextSealed() {
    return jdbc.sql(
            """
            select p.log_day from audit_part p join audit_head h on h.id = 1
            where p.log_day < h.log_day and (h.sealed_to is null or p.log_day > h.sealed_to)
              and not exists (
                select 1 from audit_part later
                where later.log_day = p.log_day and later.first_seq > h.shipped_to)
            order by p.log_day fetch first 1 rows only
            """)
        .query(LocalDate.class)
        .optional();
  }

  Optional<Seal> seal(LocalDate day) {
    return seal("log_day = :day", day);
  }

  Optional<Seal> sealBefore(LocalDate day) {
    return seal("log_day < :day order by log_day desc fetch first 1 rows only", day);
  }

  /** The first seal in the archive that has no time stamp. */
  Optional<Seal> nextStamped() {
    return jdbc.sql(
            """
            select s.* from audit_seal s join audit_head h on h.id = 1
            where s.log_day <= h.sealed_to and (h.stamped_to is null or s.log_day > h.stamped_to)
            order by s.log_day fetch first 1 rows only
            """)
        .query((row, n) -> seal(row))
        .optional();
  }

  void add(Seal seal) {
    jdbc.sql("insert into audit_seal (log_day, sums, signature) values (:day, :sums, :signature)")
        .param("day", seal.day())
        .param("sums", seal.sums())
        .param("signature", seal.signature())
        .update();
  }

  void sealed(LocalDate day) {
    jdbc.sql(
            "update audit_head set sealed_to = :day where id = 1 and (sealed_to is null or sealed_to < :day)")
        .param("day", day)
        .update();
  }

  void stamped(LocalDate day) {
    jdbc.sql(
            "update audit_head set stamped_to = :day where id = 1 and (stamped_to is null or stamped_to < :day)")
        .param("day", day)
        .update();
  }

  /** The last day whose seal the archive has; null before the first. */
  @Nullable LocalDate sealedTo() {
    return jdbc.sql("select sealed_to from audit_head where id = 1 and sealed_to is not null")
        .query(LocalDate.class)
        .optional()
        .orElse(null);
  }

  private Optional<Seal> seal(String condition, LocalDate day) {
    return jdbc.sql("select * from audit_seal where " + condition)
        .param("day", day)
        .query((row, n) -> seal(row))
        .optional();
  }

  private static AuditLog.Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new AuditLog.Checkpoint(
        row.getLong("tree_size"), Utc.read(row, "signed_at"), row.getString("note"));
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(
        row.getLong("first_seq"),
        row.getLong("last_seq"),
        row.getObject("log_day", LocalDate.class),
        row.getString("sha256"));
  }

  private static Seal seal(ResultSet row) throws SQLException {
    return new Seal(
        row.getObject("log_day", LocalDate.class),
        row.getString("sums"),
        row.getBytes("signature"));
  }

  /** Records that the archive holds as one object; a checkpoint of that size ends it. */
  record Part(long first, long last, LocalDate day, String sha256) {}

  /** The list of a day's objects with their sums, in the form of sha256sum, signed. */
  record Seal(LocalDate day, String sums, byte[] signature) {}
}
