package io.casework.assignment;

import io.casework.core.Route;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * One line of the roster.
 *
 * @param level 0 analyst, 1 senior, 2 lead
 * @param skills the routes this person can work
 * @param shiftStart first minute of the shift in {@code zone}; equal to the end means all day
 * @param maxOpen how many open cases this person can have at once
 * @param available false while absent
 */
public record Analyst(
    String userId,
    int level,
    Set<Route> skills,
    ZoneId zone,
    Set<DayOfWeek> workDays,
    LocalTime shiftStart,
    LocalTime shiftEnd,
    int maxOpen,
    boolean available) {

  public Analyst {
    skills = Set.copyOf(skills);
    workDays = Set.copyOf(workDays);
    if (shiftStart.getNano() != 0 || shiftEnd.getNano() != 0 || userId.length() > 64) {
      throw new IllegalArgumentException(
          "roster: shifts are in minutes, user_id has 64 characters");
    }
    if (userId.isBlank() || level < 0 || level > 2 || maxOpen < 0) {
      throw new IllegalArgumentException(
          "roster: user_id is required, level must lie between 0 and 2, max_open must not be"
              + " negative");
    }
  }

  /** Whether this person is at work; a shift over midnight belongs to the day on which it began. */
  public boolean onShift(Instant now) {
    var local = now.atZone(zone);
    var time = local.toLocalTime();
    if (!available) {
      return false;
    }
    if (shiftStart.isBefore(shiftEnd) || shiftStart.equals(shiftEnd)) {
      var allDay = shiftStart.equals(shiftEnd);
      return workDays.contains(local.getDayOfWeek())
          && (allDay || !time.isBefore(shiftStart) && time.isBefore(shiftEnd));
    }
    var startedToday = !time.isBefore(shiftStart) && workDays.contains(local.getDayOfWeek());
    var startedYesterday =
        time.isBefore(shiftEnd) && workDays.contains(local.getDayOfWeek().minus(1));
    return startedToday || startedYesterday;
  }
}
