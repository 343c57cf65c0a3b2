package io.casework.alerts.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other, however long it is. */
interface FileRows extends Closeable {

  /**
   * The next row as the payload of an alert; null at the end.
   *
   * @throws io.casework.core.Refused when the row is not one; those after it can be read
   * @throws UnreadableFile when nothing after it can be read
   * @throws IOException when the disk fails, which says nothing about the file
   */
  @Nullable ObjectNode next() throws IOException;

  /** Where the row begins that was read last; the first line of a file is 1. */
  long line();
}
