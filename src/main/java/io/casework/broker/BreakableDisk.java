package io.casework.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that a test can fill up. */
final class BreakableDisk implements Disk {

  private final Disk disk;
  private volatile boolean full;

  BreakableDisk(Disk disk) {
    this.disk = disk;
  }

  void fillUp(boolean isFull) {
    full = isFull;
  }

  private void requireRoom() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public Sink open(Path file) throws IOException {
    requireRoom();
    Sink sink = disk.open(file);
    return new Sink() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        requireRoom();
        sink.write(bytes);
      }

      @Override
      public void force() throws IOException {
        sink.force();
      }

      @Override
      public void truncate(long length) throws IOException {
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
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return full ? 0 : disk.usableBytes(directory);
  }
}
