package io.casework.cases;

import java.time.Instant;

/** What an analyst wrote down about a case. */
public record Note(String noteId, String author, Instant at, String text) {}
