package io.casework.wire;

import java.util.List;

/** A part of a list; {@code page} counts from 0. */
public record Page<T>(List<T> items, int page, int size, long total) {}
