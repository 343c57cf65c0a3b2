package io.casework.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the journal needs of a disk; few enough calls that a test can make each of them fail. */
interface Disk {

  /** Opens a file for writing at its end, and creates it where there is none. */
  Sink open(Path file) throws IOException;

  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Makes new, renamed and deleted names of a directory last. */
  void forceDirectory(Path directory) throws IOException;

  long usableBytes(Path directory) throws IOException;

  /** A file that is being written. */
  interface Sink extends Closeable {

    void write(ByteBuffer bytes) throws IOException;

    void force() throws IOException;

    void truncate(long length) throws IOException;

    long length() throws IOException;
  }
}
