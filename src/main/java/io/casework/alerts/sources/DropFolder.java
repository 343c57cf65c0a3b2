package io.casework.alerts.sources;

import io.casework.alerts.AlertSource;
import io.casework.alerts.SourceFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which other programs put files: {@code *.csv} with rows of transaction monitoring,
 * {@code *.json} with mails. A file is taken whole or set aside with a report.
 *
 * <p>A file waits until it has stood still for a while; better is to write it under another name
 * and to rename it. The smallest file goes first, and a large one lets newer ones pass between its
 * slices.
 */
final class DropFolder implements AlertSource {

  private static final Logger log = LoggerFactory.getLogger(DropFolder.class);
  private static final Duration SLICE = Duration.ofSeconds(10);

  /** For so long a file that was taken is looked after, should its writer go on. */
  private static final Duration WRITERS_PAUSE = Duration.ofHours(1);

  private final SourceProperties.Drop properties;
  private final FileDesk desk;
  private final Map<String, FileFormat> formats;
  private final Ripening ripening;
  private final Set<Path> restless = new HashSet<>();

  DropFolder(SourceProperties.Drop properties, FileDesk desk, Map<String, FileFormat> formats) {
    this.properties = properties;
    this.desk = desk;
    this.formats = formats;
    this.ripening = new Ripening(properties.settle());
    create();
  }

  private void create() {
    try {
      Files.createDirectories(properties.folder());
    } catch (IOException e) {
      log.warn("the drop folder cannot be made: {}", reason(e));
    }
  }

  @Override
  public String name() {
    return "drop-folder";
  }

  @Override
  public Duration pace() {
    return properties.pace();
  }

  @Override
  public void collect(boolean thorough, Taker into) {
    if (!Files.isDirectory(properties.folder())) {
      throw new SourceFailed("the drop folder is not there");
    }
    try {
      desk.places().prepare();
      tellOfTheGone(into);
      takeUpTheGrown();
      if (thorough) {
        var before = desk.now().minus(properties.keep());
        desk.places().forget(before);
        desk.ledger().forget(before);
      }
      new Look(into).work();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Somebody removed them before their last row was taken. */
  private void tellOfTheGone(Taker into) throws IOException {
    var underWay = desk.ledger().underWay();
    if (underWay.isEmpty()) {
      return;
    }
    var there = desk.places().taking().stream().map(DropPlaces::name).toList();
    for (var name : underWay) {
      if (!there.contains(name) && desk.ledger().ended(name, FileState.GONE)) {
        into.failed(name, "was removed before its last row was taken");
      }
    }
  }

  /** Whoever wrote them had only paused: what came after goes on where we stopped. */
  private void takeUpTheGrown() throws IOException {
    var done = desk.ledger().doneSince(desk.now().minus(WRITERS_PAUSE));
    for (var file : done.entrySet()) {
      var size = desk.places().sizeDone(file.getKey());
      if (size.isPresent() && size.getAsLong() > file.getValue()) {
        restless.add(desk.places().again(file.getKey()));
        desk.ledger().grown(file.getKey());
        log.warn("{}: grew after it was taken, it is taken up again", file.getKey());
      }
    }
  }

  private static SourceFailed failed(IOException e) {
    return new SourceFailed("the drop folder cannot be used: " + reason(e), e);
  }

  // Messages of file systems quote paths; the kind says enough.
  private static String reason(IOException e) {
    return e.getClass().getSimpleName();
  }

  /** One look: until nothing is left that can be taken. */
  private final class Look {

    private final Taker into;
    private final Map<Path, TakenFile> open = new HashMap<>();
    private final Set<Path> later = new HashSet<>();
    private @Nullable IOException failure;

    Look(Taker into) {
      this.into = into;
    }

    void work() throws IOException {
      try {
        for (var next = next(); next.isPresent(); next = next()) {
          work(next.get());
        }
      } finally {
        for (var file : open.values()) {
          file.close();
        }
      }
      if (failure != null) {
        throw failure;
      }
    }

    private Optional<Path> next() throws IOException {
      claim();
      var ripe = new LinkedHashMap<Path, Long>();
      for (var file : desk.places().taking()) {
        if (!later.contains(file)) {
          stamp(file)
              .filter(stamp -> stands(file, stamp))
              .ifPresent(stamp -> ripe.put(file, stamp.bytes()));
        }
      }
      return ripe.entrySet().stream()
          .min(Comparator.comparing(Map.Entry::getValue))
          .map(Map.Entry::getKey);
    }

    /** A file that was changed in our hands must settle anew. */
    private boolean stands(Path file, FileStamp stamp) {
      return !restless.contains(file) || ripening.ripe(file, stamp, desk.now());
    }

    private void claim() throws IOException {
      var waiting = desk.places().waiting();
      var all = new ArrayList<>(waiting);
      for (var file : waiting) {
        var stamp = stamp(file);
        if (stamp.isPresent() && ripening.ripe(file, stamp.get(), desk.now())) {
          desk.places().claim(file, desk.now());
        }
      }
      all.addAll(desk.places().taking());
      ripening.keepOnly(all);
      restless.retainAll(all);
    }

    /** One file that cannot be read keeps no other waiting. */
    private void work(Path file) throws IOException {
      try {
        var taken = open.get(file);
        if (taken == null) {
          taken = new TakenFile(file, format(file), desk, into);
          open.put(file, taken);
        }
        var outcome = taken.work(desk.now().plus(SLICE));
        if (outcome != TakenFile.Outcome.MORE) {
          leave(file);
        }
        if (outcome == TakenFile.Outcome.NEXT_LOOK) {
          restless.add(file);
          later.add(file);
        }
      } catch (Overtaken e) {
        log.info("{}", e.getMessage());
        later.add(file);
      } catch (NoSuchFileException e) {
        later.add(file); // the next look tells of it
      } catch (IOException e) {
        failure = e;
        later.add(file);
      }
    }

    private void leave(Path file) throws IOException {
      var taken = open.remove(file);
      if (taken != null) {
        taken.close();
      }
    }

    private FileFormat format(Path file) {
      var format = DropPlaces.format(file).map(formats::get);
      return format.orElseThrow(() -> new IllegalStateException("no format: " + file));
    }

    private Optional<FileStamp> stamp(Path file) throws IOException {
      try {
        return Optional.of(FileStamp.of(file));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }
}
