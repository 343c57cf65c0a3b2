package io.casework.alerts.sources;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of a file whose rows must not be longer than memory bears: a quote that is never closed
 * would else make one row of all the rest.
 */
final class BoundedRows extends FilterInputStream {

  /** Of one row; readers that read ahead are given that on top. */
  private static final int MOST = 1 << 20;

  private long sinceRow;

  BoundedRows(InputStream bytes) {
    super(bytes);
  }

  /** A row has ended. */
  void next() {
    sinceRow = 0;
  }

  @Override
  public int read() throws IOException {
    var one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    var read = super.read(into, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    sinceRow += Math.max(0, read);
    if (sinceRow > MOST) {
      throw new TooLong();
    }
  }

  /** One row is longer than rows may be. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1;

    TooLong() {
      super("a row is longer than 1 MB");
    }
  }
}
