/** Time as people read it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units, down to minutes. */
export function span(ms) {
  if (ms >= DAY) {
    return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
  }
  if (ms >= HOUR) {
    return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
  }
  return `${Math.floor(ms / MINUTE)} min`;
}

function countdown(ms) {
  return ms >= HOUR ? span(ms) : `${span(ms)} ${String(Math.floor((ms % MINUTE) / 1000)).padStart(2, '0')} s`;
}

/**
 * What the SLA clock shows: a text and a tone, one of calm, soon, late, paused. Times are epoch
 * milliseconds; without a reminder the last half hour counts as soon.
 */
export function timeLeft({ dueAt, remindAt = dueAt - 30 * MINUTE, paused = false, now }) {
  if (Number.isNaN(dueAt)) {
    return { text: 'no due time', tone: 'calm' };
  }
  if (paused) {
    return { text: 'clock paused', tone: 'paused' };
  }
  if (now >= dueAt) {
    return { text: `breached ${span(now - dueAt)} ago`, tone: 'late' };
  }
  return { text: `${countdown(dueAt - now)} left`, tone: now >= remindAt ? 'soon' : 'calm' };
}

/** An instant in the reader's own zone, or in the zone given. */
export function dateTime(instant, timeZone) {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? 'unknown'
    : at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

/** The time of day, with the day where it is not today. */
export function timeOfDay(instant, now) {
  const at = new Date(instant);
  const sameDay = at.toDateString() === new Date(now).toDateString();
  return sameDay
    ? at.toLocaleTimeString('en-GB', { timeStyle: 'short' })
    : at.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
