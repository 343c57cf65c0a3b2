package io.casework.alerts.sources;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A kind of file with alerts in it. */
interface FileFormat {

  /** What alerts from such files have as their source. */
  String source();

  /**
   * Begins to read.
   *
   * @throws UnreadableFile when it is no such file at all
   */
  FileRows open(InputStream bytes) throws IOException;

  /** Strict UTF-8, with or without a byte order mark. */
  static Reader utf8(InputStream bytes) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  /** What is wrong with bytes that could not be read. */
  static UnreadableFile unreadable(IOException e, long line) throws IOException {
    if (e instanceof CharacterCodingException) {
      return new UnreadableFile(line, "", "must be UTF-8");
    }
    if (e instanceof BoundedRows.TooLong) {
      return new UnreadableFile(line, "", "must not be longer than 1 MB");
    }
    throw e;
  }
}
