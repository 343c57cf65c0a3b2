/** Asks the server in the name of whoever is signed in to Tasklist. */

/** The answer as an object; a refusal becomes an error whose message a reader understands. */
export async function ask(url, request = {}) {
  let response;
  try {
    response = await fetch(url, { ...request, headers: { Accept: 'application/json', ...request.headers } });
  } catch {
    throw new Error('The server does not answer. Check the connection and reload the page.');
  }
  if (response.ok) {
    return response.json();
  }
  if (response.status === 401) {
    throw new Error('Your session has ended. Reload the page and sign in.');
  }
  const problem = await response.json().catch(() => ({}));
  const said = [problem.title ?? problem.message, problem.detail]
    .filter(Boolean)
    .map((sentence) => sentence.replace(/\.$/, ''));
  throw new Error(`${said.join('. ') || 'No reason was given'} (${response.status}).`);
}

/** Sends an object; Tasklist takes it only with the token from its cookie. */
export function send(url, body) {
  return ask(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') },
    body: JSON.stringify(body),
  });
}

/** Sends a file as it is; `query` tells what it is. */
export function sendFile(url, query, file) {
  return ask(`${url}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') },
    body: file,
  });
}

function cookie(name) {
  const found = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}
