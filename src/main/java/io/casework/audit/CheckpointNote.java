package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.vault.Signer;
import io.casework.vault.VerifyingKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement about the whole log as a C2SP signed note: origin, number of records, root; and, as
 * extensions, the time and the hash of the last line, so that the chain alone is proof too.
 *
 * @param last SHA-256 of the last line, in hex: what the next line calls prev
 * @param body what is signed
 * @param keyId the four bytes by which the note names its key
 * @param signature ASN.1 DER
 */
record CheckpointNote(
    String origin,
    long size,
    byte[] root,
    String time,
    String last,
    String body,
    byte[] keyId,
    byte[] signature) {

  private static final Pattern FORM =
      Pattern.compile(
          "((\\S+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\ntime (\\S+)\nlast ([0-9a-f]{64})\n)"
              + "\n\u2014 (\\S+) ([A-Za-z0-9+/]+={0,2})\n");

  /** Signs a statement. */
  static String sign(
      String origin, long size, byte[] root, String last, Instant at, Signer signer) {
    var base64 = Base64.getEncoder();
    var body =
        "%s\n%s\n%s\ntime %s\nlast %s\n"
            .formatted(
                origin,
                Long.toString(size),
                base64.encodeToString(root),
                LogLine.TIME.format(at),
                last);
    var signature = signer.sign(body.getBytes(UTF_8));
    var named = Arrays.copyOf(HexFormat.of().parseHex(signer.keyId()), 4 + signature.length);
    System.arraycopy(signature, 0, named, 4, signature.length);
    return "%s\n\u2014 %s %s\n".formatted(body, origin, base64.encodeToString(named));
  }

  /** Reads a note; whatever has another form ends in {@link IllegalArgumentException}. */
  static CheckpointNote parse(String note) {
    var parts = FORM.matcher(note);
    if (!parts.matches() || !parts.group(2).equals(parts.group(7))) {
      throw new IllegalArgumentException("is no checkpoint of an audit log");
    }
    return of(parts);
  }

  private static CheckpointNote of(Matcher parts) {
    var signature = Base64.getDecoder().decode(parts.group(8));
    return new CheckpointNote(
        parts.group(2),
        Long.parseLong(parts.group(3)),
        Base64.getDecoder().decode(parts.group(4)),
        parts.group(5),
        parts.group(6),
        parts.group(1),
        Arrays.copyOf(signature, 4),
        Arrays.copyOfRange(signature, Math.min(4, signature.length), signature.length));
  }

  boolean signedBy(List<VerifyingKey> keys) {
    return keys.stream()
        .anyMatch(
            key ->
                Arrays.equals(key.noteId(), keyId) && key.signed(body.getBytes(UTF_8), signature));
  }
}
