package io.casework.alerts.sources;

import java.time.Instant;

/**
 * How far a file is taken.
 *
 * @param name as it lies in the parts of the drop folder
 * @param rowsTotal 0 while it is being checked for the first time
 */
record FileProgress(
    String name,
    FileState state,
    long rowsTotal,
    long rowsDone,
    Instant beganAt,
    Instant updatedAt) {}
