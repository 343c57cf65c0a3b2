/** Asks for dead letters; the browser adds the password that the page was opened with. */

const LETTERS = '/api/v1/dead-letters';

/** What the server refused, in words. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.field = problem.field ?? '';
    this.rule = problem.rule ?? '';
  }
}

const of = (id) => `/${encodeURIComponent(id)}`;

export const server = {
  groups: (state) => ask('GET', `/groups?state=${encodeURIComponent(state)}`),
  letters: (signature) => ask('GET', `?signature=${encodeURIComponent(signature)}&size=200`),
  letter: (id) => ask('GET', of(id)),
  check: (id, body) => ask('POST', `${of(id)}/check`, { body }),
  deed: (id, deed, said) => ask('POST', `${of(id)}/${deed}`, said),
  replay: (wish) => ask('POST', '/replay', wish),
  replayOf: (id) => ask('GET', `/replays${of(id)}`),
  replayDeed: (id, deed, said) => ask('POST', `/replays${of(id)}/${deed}`, said),
};

async function ask(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(LETTERS + path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Refusal(0, { detail: 'The server does not answer. Try again in a moment.' });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(response.status, answer);
  }
  return answer;
}
