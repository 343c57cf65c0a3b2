package io.casework.decision;

import java.util.List;

/** A part of a list; {@code page} counts from 0. */
record Page<T>(List<T> items, int page, int size, long total) {}
