/** Asks the rules' interface; the browser adds the password that the page was opened with. */

const RULES = '/api/v1/rules';

/** What the server refused, with the place in the request. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.rule ?? problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.field = problem.field ?? '';
  }
}

export const server = {
  list: () => ask('GET', ''),
  facts: () => ask('GET', '/facts'),
  operators: () => ask('GET', '/operators'),
  versions: (id) => ask('GET', `/${encodeURIComponent(id)}/versions`),
  create: (body) => ask('POST', '', body),
  replace: (id, version, body) => ask('PUT', `/${encodeURIComponent(id)}`, body, version),
  patch: (id, version, change) =>
    ask('PATCH', `/${encodeURIComponent(id)}`, JSON.stringify(change), version),
  test: (body, last) => ask('POST', `/test?last=${encodeURIComponent(last)}`, body),
};

async function ask(method, path, body, version) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json'; // without it nothing is changed
  }
  if (version !== undefined) {
    headers['If-Match'] = `"${version}"`;
  }
  let response;
  try {
    response = await fetch(RULES + path, { method, headers, body });
  } catch {
    throw new Refusal(0, { detail: 'The server does not answer. Try again in a moment.' });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(response.status, answer);
  }
  return answer;
}
