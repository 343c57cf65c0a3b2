package io.casework.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** A disk on which single calls fail, some of them half way. */
final class FaultyDisk implements Disk {

  enum Fault {
    OPEN,
    WRITE,
    HALF_A_WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    DELETE
  }

  private final Disk disk = new FileDisk();
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);

  void fail(Fault... more) {
    faults.addAll(Set.of(more));
  }

  void mend() {
    faults.clear();
  }

  private void check(Fault fault) throws IOException {
    if (faults.contains(fault)) {
      throw new IOException("the disk fails: " + fault);
    }
  }

  @Override
  public Sink open(Path file) throws IOException {
    check(Fault.OPEN);
    Sink sink = disk.open(file);
    return new Sink() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        check(Fault.WRITE);
        if (faults.contains(Fault.HALF_A_WRITE)) {
          sink.write(bytes.slice(0, bytes.remaining() / 2));
          throw new IOException("the disk is full");
        }
        sink.write(bytes);
      }

      @Override
      public void force() throws IOException {
        check(Fault.FORCE);
        sink.force();
      }

      @Override
      public void truncate(long length) throws IOException {
        check(Fault.TRUNCATE);
        sink.truncate(length);
      }

      @Override
      public long length() throws IOException {
        return sink.length();
      }

      @Override
      public void close() throws IOException {
        sink.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    check(Fault.RENAME);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    check(Fault.DELETE);
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return disk.usableBytes(directory);
  }
}
