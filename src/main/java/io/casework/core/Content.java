package io.casework.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read as often as needed; whoever opens them closes them. */
@FunctionalInterface
public interface Content {

  InputStream open() throws IOException;

  static Content of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }
}
