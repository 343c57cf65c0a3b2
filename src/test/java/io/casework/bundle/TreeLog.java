package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.audit.AuditLog;
import io.casework.core.CaseId;
import io.casework.vault.Signer;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sealed log over records that somebody supplies: chain, tree and checkpoint as C2SP has them.
 */
final class TreeLog implements AuditLog {

  static final String ORIGIN = "casework.test/audit";

  private final Signer signer;
  private final Supplier<List<Row>> rows;

  /** A record before it is sealed. */
  record Row(@Nullable String caseId, String kind) {}

  TreeLog(Signer signer, Supplier<List<Row>> rows) {
    this.signer = signer;
    this.rows = rows;
  }

  @Override
  public Checkpoint checkpoint() {
    var lines = lines(Integer.MAX_VALUE);
    return new Checkpoint(lines.size(), Instant.EPOCH, note(lines));
  }

  @Override
  public Optional<Checkpoint> latest() {
    return Optional.of(checkpoint());
  }

  @Override
  public List<ProvenLine> slice(CaseId caseId, Checkpoint checkpoint) {
    var all = rows.get();
    var lines = lines((int) checkpoint.size());
    var slice = new ArrayList<ProvenLine>();
    for (int i = 0; i < lines.size(); i++) {
      if (caseId.value().equals(all.get(i).caseId())) {
        var proof = new StringBuilder("c2sp.org/tlog-proof@v1\nextra AAAA\nindex " + i + "\n");
        path(i, lines).forEach(hash -> proof.append(base64(hash)).append('\n'));
        slice.add(new ProvenLine(i + 1L, lines.get(i), proof + "\n" + checkpoint.note()));
      }
    }
    return slice;
  }

  private List<byte[]> lines(int most) {
    var lines = new ArrayList<byte[]>();
    var before = "0".repeat(64);
    for (var row : rows.get().stream().limit(most).toList()) {
      var line =
          "{\"v\":1,\"log\":\"%s\",\"seq\":%d,\"kind\":\"%s\",\"case_id\":\"%s\",\"prev\":\"%s\"}\n"
              .formatted(ORIGIN, lines.size() + 1, row.kind(), row.caseId(), before)
              .getBytes(UTF_8);
      before = Hashes.hex(line);
      lines.add(line);
    }
    return lines;
  }

  private String note(List<byte[]> lines) {
    var text = "%s\n%d\n%s\nextension\n".formatted(ORIGIN, lines.size(), base64(root(lines)));
    var signature = new ByteArrayOutputStream();
    signature.writeBytes(new byte[] {1, 2, 3, 4});
    signature.writeBytes(signer.sign(text.getBytes(UTF_8)));
    return "%s\n\u2014 a.witness AAAAAAAA\n\u2014 %s %s\n"
        .formatted(text, ORIGIN, base64(signature.toByteArray()));
  }

  private static byte[] root(List<byte[]> lines) {
    if (lines.isEmpty()) {
      return hash();
    }
    if (lines.size() == 1) {
      return hash(new byte[] {0}, lines.get(0));
    }
    int half = half(lines);
    return hash(
        new byte[] {1}, root(lines.subList(0, half)), root(lines.subList(half, lines.size())));
  }

  private static List<byte[]> path(int index, List<byte[]> lines) {
    if (lines.size() == 1) {
      return new ArrayList<>();
    }
    int half = half(lines);
    var left = lines.subList(0, half);
    var right = lines.subList(half, lines.size());
    var path = index < half ? path(index, left) : path(index - half, right);
    path.add(root(index < half ? right : left));
    return path;
  }

  private static int half(List<byte[]> lines) {
    return Integer.highestOneBit(lines.size() - 1);
  }

  private static byte[] hash(byte[]... parts) {
    MessageDigest digest = Hashes.sha256();
    Arrays.stream(parts).forEach(digest::update);
    return digest.digest();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
