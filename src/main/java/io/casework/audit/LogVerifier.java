package io.casework.audit;

import io.casework.vault.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a shipped log with nothing but its files and the public key. */
public final class LogVerifier {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern PART = Pattern.compile("\\d{12}\\.(jsonl|checkpoint)");
  private static final List<String> BESIDE_DAYS = List.of("keys", "verify-audit.sh");

  private final Path folder;
  private final ChainVerifier chain;
  private final SealVerifier seals;
  private final List<VerifyingKey> keys;

  private LogVerifier(Path folder, List<VerifyingKey> keys, SealVerifier seals) {
    this.folder = folder;
    this.keys = keys;
    this.chain = new ChainVerifier(keys);
    this.seals = seals;
  }

  /**
   * Checks all there is.
   *
   * @param folder with a folder per day
   * @param keys public keys as PEM; more than one after a change of keys
   * @param anchor a checkpoint that was kept elsewhere: the log must begin with what it signs
   * @param tsaCertificate of the time stamp authority, as PEM; without it time stamps are not
   *     checked
   * @return what was found and how far it goes, for people
   * @throws Broken the first thing that is wrong
   * @throws IOException when something cannot be read
   */
  public static String verify(
      Path folder, List<Path> keys, @Nullable Path anchor, @Nullable Path tsaCertificate)
      throws IOException, Broken {
    var read = new ArrayList<VerifyingKey>();
    for (var key : keys) {
      read.add(VerifyingKey.in(key));
    }
    var stamps =
        tsaCertificate == null
            ? Optional.<TimeStampVerifier>empty()
            : Optional.of(TimeStampVerifier.of(Files.readString(tsaCertificate)));
    var verifier = new LogVerifier(folder, read, new SealVerifier(folder, read, stamps));
    return verifier.run(anchor);
  }

  private String run(@Nullable Path anchor) throws IOException, Broken {
    demandFiles();
    var kept = anchor == null ? null : readAnchor(anchor);
    if (kept != null) {
      chain.expect(kept, String.valueOf(anchor));
    }
    var days = days();
    for (var day : days) {
      // Only the last day may be without a seal: it is not over, or was not when this was copied.
      var last = day.equals(days.get(days.size() - 1));
      if (!last || seals.begunIn(day)) {
        seals.check(day);
        checkParts(day);
        seals.reached(chain.size());
      } else {
        checkParts(day);
      }
    }
    if (kept != null) {
      chain.checkExpected();
    }
    return report(kept);
  }

  /** A link may lead elsewhere tomorrow, and a pipe never ends. */
  private void demandFiles() throws IOException, Broken {
    try (var all = Files.walk(folder)) {
      for (var file : all.skip(1).toList()) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new Broken(folder.relativize(file).toString(), "is a link or no file");
        }
      }
    }
  }

  private CheckpointNote readAnchor(Path anchor) throws IOException, Broken {
    try {
      var note = CheckpointNote.parse(Files.readString(anchor));
      if (note.signedBy(keys)) {
        return note;
      }
    } catch (IllegalArgumentException e) {
      throw new Broken(anchor, e.getMessage());
    }
    throw new Broken(anchor, "is not signed by this key");
  }

  private List<String> days() throws IOException, Broken {
    var days = new ArrayList<String>();
    for (var name : SealVerifier.names(folder)) {
      if (DAY.matcher(name).matches()) {
        days.add(name);
      } else if (!BESIDE_DAYS.contains(name)) {
        throw new Broken(name, "is not part of the log");
      }
    }
    if (days.isEmpty()) {
      throw new Broken(folder, "no day of a log is here");
    }
    return days;
  }

  private void checkParts(String day) throws IOException, Broken {
    for (var name : SealVerifier.names(folder.resolve(day))) {
      var path = day + "/" + name;
      if (SealVerifier.SEAL.contains(name)) {
        continue;
      }
      if (!PART.matcher(name).matches()) {
        throw new Broken(path, "is not part of the log");
      }
      // Sorted, a part's checkpoint comes before its records.
      if (name.endsWith(".checkpoint")) {
        chain.check(folder, path.replace(".checkpoint", ""));
      } else if (!Files.exists(folder.resolve(path.replace(".jsonl", ".checkpoint")))) {
        throw new Broken(
            path, "has no checkpoint; if it is being shipped just now, check again later");
      }
    }
  }

  private String report(@Nullable CheckpointNote kept) {
    return """
        OK: %d records of %s, %d parts.
        %s
        %s
        %s
        What was recorded after record %d (%s) is not here.
        """
        .formatted(
            chain.size(),
            chain.origin(),
            chain.parts(),
            seals.report(),
            chain.size() > seals.records()
                ? "Records %d to %d stand under checkpoints, not yet under a seal."
                    .formatted(seals.records() + 1, chain.size())
                : "Every record stands under a seal.",
            kept == null
                ? "No checkpoint kept elsewhere was given: an end cut off whole goes unnoticed."
                : "It begins with the %d records of the checkpoint kept elsewhere."
                    .formatted(kept.size()),
            chain.size(),
            chain.time());
  }

  /** The log is not what was sealed. */
  public static final class Broken extends Exception {

    private static final long serialVersionUID = 1;

    Broken(Object where, @Nullable String what) {
      super(where + ": " + what);
    }
  }
}
