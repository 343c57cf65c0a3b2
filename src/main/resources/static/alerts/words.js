/** Alerts in words. */

const SOURCES = {
  decision: 'our scoring', email: 'mail', csv: 'file', table: 'table', queue: 'queue', api: 'program',
};

const ENDINGS = {
  confirm_fraud: 'fraud confirmed', legit: 'legitimate', partial: 'partial', information_only: 'information only',
};

// As many marks as it is loud: the colour is never the only sign.
const MARKS = { CRITICAL: '▲▲▲', HIGH: '▲▲', MEDIUM: '▲', LOW: '△' };

const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];

/** After so long a critical alert that nobody has acknowledged is late. */
export const LATE_AFTER = 15 * 60;

export function words(name) {
  return String(name ?? '').replaceAll('_', ' ');
}

export function source(name) {
  return SOURCES[name] ?? name;
}

export function ending(resolution) {
  return ENDINGS[resolution] ?? words(resolution);
}

export function mark(severity) {
  return MARKS[severity] ?? '';
}

/** Seconds as people say them: 42 s, 5 min, 3 h 20 min, 2 d. */
export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const at = UNITS.findIndex(([, size]) => whole >= size);
  if (at < 0) {
    return '0 s';
  }
  const [unit, size] = UNITS[at];
  const count = Math.floor(whole / size);
  const [smaller, smallerSize] = UNITS[at + 1] ?? [];
  const rest = Math.floor((whole % size) / (smallerSize ?? 1));
  return unit === 'h' && count < 10 && rest > 0 ? `${count} h ${rest} ${smaller}` : `${count} ${unit}`;
}

export function age(alert, now) {
  return (now - Date.parse(alert.raised_at)) / 1000;
}

/** Critical, not acknowledged, and for too long. */
export function late(alert, now) {
  return alert.severity === 'CRITICAL' && alert.status === 'open' && age(alert, now) > LATE_AFTER;
}

/** A number of a list that is only counted so far. */
export function counted(total, more) {
  return `${total.toLocaleString('en')}${more ? ' and more' : ''}`;
}

/** What came of an action on many, in one sentence. */
export function outcome(answers, done) {
  const refused = answers.filter(({ status }) => status !== 200);
  if (refused.length === 0) {
    return `${answers.length} ${done}.`;
  }
  const rules = [...new Set(refused.map(({ field, rule }) => `${field} ${rule}`))];
  return `${answers.length - refused.length} ${done}, ${refused.length} not: ${rules.join('; ')}.`;
}
