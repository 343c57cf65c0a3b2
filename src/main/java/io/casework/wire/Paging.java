package io.casework.wire;

import io.casework.core.Refused;

/** Which part of a list is wanted; {@code page} counts from 0. */
public record Paging(int page, int size) {

  private static final int MAX_SIZE = 200;
  private static final int MAX_PAGE = 1_000_000;

  public Paging {
    if (page < 0 || page > MAX_PAGE) {
      throw Refused.field("page", "must lie between 0 and 1000000");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw Refused.field("size", "must lie between 1 and 200");
    }
  }

  public long offset() {
    return (long) page * size;
  }
}
