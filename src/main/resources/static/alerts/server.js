/** Asks for alerts; the browser adds the password that the page was opened with. */

const ALERTS = '/api/v1/alerts';

/** What the server refused, in words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.rule ? `${problem.field} ${problem.rule}` : problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.current = problem.current ?? null;
  }
}

const of = (alert) => `${ALERTS}/${encodeURIComponent(alert.alert_id ?? alert)}`;
const seen = (alert) => ({ 'If-Match': `"${alert.version}"` });

export const server = {
  list: (filter) => ask('GET', `${ALERTS}?${new URLSearchParams(filter)}`),
  alert: (id) => ask('GET', of(id)),
  change: (alert, change) => ask('PATCH', of(alert), change, seen(alert)),
  many: (action, ids, more) => ask('POST', `${ALERTS}/actions`, { action, alert_ids: ids, ...more }),
  open: (alert) => ask('POST', `${of(alert)}/case`, undefined, seen(alert)),
  attach: (alert, caseId, note) => ask('POST', `${of(alert)}/attach`, { case_id: caseId, note }, seen(alert)),
  detach: (alert, reason) => ask('POST', `${of(alert)}/detach`, { reason }, seen(alert)),
  people: () => ask('GET', '/api/v1/roster'),
  runs: () => ask('GET', `${ALERTS}/runs`),
  report: () => ask('GET', `${ALERTS}/report`),
  health: () => ask('GET', `${ALERTS}/health`).catch((refusal) => refusal.problem ?? { status: 'unhealthy' }),
};

let ahead = 0;

/** The server's time: ages do not depend on the reader's clock. */
export function now() {
  return Date.now() + ahead;
}

async function ask(method, path, body, more = {}) {
  const headers = { Accept: 'application/json', ...more };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Refusal(0, { detail: 'The server does not answer.' });
  }
  ahead = (Date.parse(response.headers.get('Date')) || Date.now()) - Date.now();
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const refusal = new Refusal(response.status, answer);
    refusal.problem = answer;
    throw refusal;
  }
  return answer;
}
