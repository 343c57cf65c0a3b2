/** Records in words. */

/** 2026-11-21 15:04:05, without the zone: the whole page is in UTC. */
export function utc(instant) {
  return instant.slice(0, 19).replace('T', ' ');
}

export function words(name) {
  return name.replaceAll('_', ' ');
}

export function isChange(value) {
  return value !== null && typeof value === 'object' && 'before' in value && 'after' in value;
}

export function said(value) {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The facts of a record on one line. */
export function inShort(facts) {
  return Object.entries(facts)
    .filter(([name]) => name !== 'tables')
    .map(([name, value]) =>
      isChange(value)
        ? `${words(name)} ${said(value.before)} → ${said(value.after)}`
        : `${words(name)} ${said(value)}`)
    .join(' · ');
}

/** What a C2SP checkpoint states: how many records were signed, and when; null if it is none. */
export function sealed(note) {
  const [, size, , ...more] = (note ?? '').split('\n');
  const time = more.find((line) => line.startsWith('time '))?.slice('time '.length);
  return /^\d+$/.test(size ?? '') ? { size: Number(size), time } : null;
}

/** How loud a kind of record is. */
export function tone(kind) {
  if (kind === 'access_refused') {
    return 'refused';
  }
  return /_read$|_exported$/.test(kind) ? 'read' : '';
}
