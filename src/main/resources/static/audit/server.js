/** Asks the trail; the browser adds the password that the page was opened with. */

const TRAIL = '/api/v1/audit';

/** A signed statement about all that is recorded, as text. */
export const CHECKPOINT = `${TRAIL}/checkpoint`;

/** What the server refused, in words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
  }
}

export const server = {
  search: (filter, after) => ask(`${TRAIL}?${query({ ...filter, after, limit: 50 })}`),
  actions: () => ask(`${TRAIL}/actions`),
  readers: () => ask(`${TRAIL}/readers`),
  checkpoint: async () => {
    const response = await fetch(CHECKPOINT, { headers: { Accept: 'text/plain' } });
    return response.ok ? response.text() : null;
  },
  bundles: (caseId) => ask(bundles(caseId)),
  exportUrl: (filter) => `${TRAIL}/export?${query(filter)}`,
  bundleUrl: (caseId, version) => `${bundles(caseId)}/${encodeURIComponent(version)}`,
};

function bundles(caseId) {
  return `/api/v1/cases/${encodeURIComponent(caseId)}/bundles`;
}

/** Only what is given. */
export function query(filter) {
  return new URLSearchParams(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
}

async function ask(url) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' } });
  } catch {
    throw new Refusal(0, { detail: 'The server does not answer. Try again in a moment.' });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(response.status, answer);
  }
  return answer;
}
