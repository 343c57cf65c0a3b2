package io.casework.audit;

import io.casework.archive.Archive;
import io.casework.audit.SealTables.Part;
import io.casework.core.Invariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** The archive has the log as the table has it; parts that were found equal are not read again. */
@Component
class ShippedParts implements Invariant {

  private static final int MOST_AT_ONCE = 500;

  private final SealTables seals;
  private final LogTables log;
  private final Archive archive;
  private long checked;

  ShippedParts(SealTables seals, LogTables log, Archive archive) {
    this.seals = seals;
    this.log = log;
    this.archive = archive;
  }

  @Override
  public String id() {
    return "I8d";
  }

  @Override
  public String promise() {
    return "The archive holds the log byte for byte as the table has it.";
  }

  @Override
  public synchronized Breaches check(int examples) {
    for (var part : seals.shippedAfter(checked, MOST_AT_ONCE)) {
      if (!same(part)) {
        return new Breaches(1, List.of(Shipper.records(part)));
      }
      checked = part.last();
    }
    return Breaches.NONE;
  }

  private boolean same(Part part) {
    var digest = Sha256.digest();
    log.lines(part.first(), part.last()).forEach(digest::update);
    return Sha256.hex(digest.digest()).equals(part.sha256())
        && archived(part).equals(part.sha256());
  }

  private String archived(Part part) {
    try {
      var found = archive.find(Shipper.records(part));
      if (found.isEmpty()) {
        return "";
      }
      try (var in = found.get().open()) {
        return Sha256.hex(Sha256.of(in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
