package io.casework.alerts.sources;

import io.casework.alerts.AlertReader;
import io.casework.alerts.AlertSource;
import io.casework.alerts.IncomingAlert;
import io.casework.core.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claimed file on its way: every row is checked, then the rows are handed over from where the
 * ledger says; in slices, so that a small file need not wait for a large one.
 */
final class TakenFile implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(TakenFile.class);
  private static final Duration SAID_EVERY = Duration.ofSeconds(10);

  private final Path file;
  private final String name;
  private final FileFormat format;
  private final FileDesk desk;
  private final AlertSource.Taker into;
  private final FileStamp stamp;
  private final FileReport report = new FileReport();
  private @Nullable FileRows rows;
  private boolean checking;
  private long done;
  private Instant said;

  TakenFile(Path file, FileFormat format, FileDesk desk, AlertSource.Taker into)
      throws IOException {
    this.file = file;
    this.name = DropPlaces.name(file);
    this.format = format;
    this.desk = desk;
    this.into = into;
    this.stamp = FileStamp.of(file);
    this.said = desk.now();
  }

  /**
   * Goes on with the file until a time.
   *
   * @throws IOException when the disk fails
   * @throws Overtaken when another node has it
   */
  Outcome work(Instant until) throws IOException {
    if (rows == null) {
      var begun = begin();
      if (begun != Outcome.MORE) {
        return begun;
      }
    }
    return checking ? check(until) : take(until);
  }

  private Outcome begin() throws IOException {
    var entry = desk.ledger().find(name);
    if (entry.isPresent() && entry.get().state() == FileState.DONE) {
      desk.places().done(file);
      return Outcome.FINISHED;
    }
    if (!stamp.plain()) {
      return refuse(FileReport.of(0, "", "must be a regular file, not a link"));
    }
    if (entry.isPresent()
        && entry.get().state() == FileState.TAKING
        && entry.get().stamp().equals(stamp)) {
      var opened = open();
      return opened == Outcome.MORE ? skip(entry.get().rowsDone()) : opened;
    }
    desk.ledger().checking(name, stamp);
    checking = true;
    return open();
  }

  private Outcome open() throws IOException {
    try {
      var bytes = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        rows = format.open(bytes);
        return Outcome.MORE;
      } catch (UnreadableFile e) {
        bytes.close();
        return refuse(FileReport.of(e.line(), e.column(), e.rule()));
      }
    } catch (AccessDeniedException e) {
      return refuse(FileReport.of(0, "", "must be readable by this process"));
    }
  }

  private Outcome check(Instant until) throws IOException {
    while (desk.now().isBefore(until)) {
      for (int row = 0; row < AlertSource.BATCH; row++) {
        if (!checkRow()) {
          return checked();
        }
      }
      say("rows checked");
    }
    return Outcome.MORE;
  }

  private boolean checkRow() throws IOException {
    try {
      var payload = reading().next();
      if (payload == null) {
        return false;
      }
      AlertReader.read(format.source(), payload);
    } catch (Refused e) {
      report.problem(done + 1, reading().line(), column(e.field()), e.rule());
    } catch (UnreadableFile e) {
      report.problem(done + 1, e.line(), e.column(), e.rule());
      return false;
    }
    done++;
    return true;
  }

  private static String column(String pointer) {
    return pointer.startsWith("/") ? pointer.substring(1) : pointer;
  }

  private Outcome checked() throws IOException {
    if (changed()) {
      return Outcome.NEXT_LOOK;
    }
    if (!report.clean()) {
      return refuse(report);
    }
    desk.ledger().checked(name, done);
    close();
    checking = false;
    done = 0;
    return Outcome.MORE;
  }

  private Outcome skip(long taken) throws IOException {
    try {
      while (done < taken && reading().next() != null) {
        done++;
      }
    } catch (Refused | UnreadableFile e) {
      return again();
    }
    if (done > 0) {
      log.info("{}: goes on after row {}", name, done);
    }
    return Outcome.MORE;
  }

  private Outcome take(Instant until) throws IOException {
    while (desk.now().isBefore(until)) {
      List<IncomingAlert> batch;
      try {
        batch = batch();
      } catch (Refused | UnreadableFile e) {
        return again();
      }
      if (changed()) {
        return Outcome.NEXT_LOOK;
      }
      if (batch.isEmpty()) {
        return finish();
      }
      var from = done;
      into.take(batch, () -> desk.ledger().taken(name, from, from + batch.size()));
      done = from + batch.size();
      say("rows taken");
    }
    return Outcome.MORE;
  }

  private List<IncomingAlert> batch() throws IOException {
    var batch = new ArrayList<IncomingAlert>(AlertSource.BATCH);
    while (batch.size() < AlertSource.BATCH) {
      var payload = reading().next();
      if (payload == null) {
        break;
      }
      batch.add(AlertReader.read(format.source(), payload));
    }
    return batch;
  }

  private Outcome finish() throws IOException {
    close();
    desk.places().done(file);
    log.info("{}: done, {} rows taken", name, done);
    return Outcome.FINISHED;
  }

  /** Somebody writes to it: what was read of it may be half a row. */
  private boolean changed() throws IOException {
    if (FileStamp.of(file).equals(stamp)) {
      return false;
    }
    again();
    return true;
  }

  private Outcome again() throws IOException {
    log.warn("{}: was changed while it was read, it is checked again", name);
    desk.ledger().checking(name, FileStamp.of(file));
    return Outcome.NEXT_LOOK;
  }

  // Told before it is moved: who dies in between tells it again.
  private Outcome refuse(FileReport why) throws IOException {
    close();
    var taken = desk.ledger().find(name).map(FileLedger.Entry::rowsDone).orElse(0L);
    into.failed(name, why.summary());
    desk.ledger().checking(name, stamp);
    desk.places().refuse(file, desk.write(why.content(name, desk.now(), done, taken)));
    desk.ledger().ended(name, FileState.REFUSED);
    log.warn("{}: refused, {}", name, why.summary());
    return Outcome.FINISHED;
  }

  private void say(String what) {
    var now = desk.now();
    if (!now.isBefore(said.plus(SAID_EVERY))) {
      said = now;
      log.info("{}: {} {}", name, done, what);
    }
  }

  private FileRows reading() {
    if (rows == null) {
      throw new IllegalStateException(name + " is not open");
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }

  /** How a slice of work ended. */
  enum Outcome {
    MORE,
    /** Out of the way, taken or refused. */
    FINISHED,
    /** It is not to be read before it stands still again. */
    NEXT_LOOK
  }
}
