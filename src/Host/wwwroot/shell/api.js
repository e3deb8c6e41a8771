// Calls of the server's API by whoever is signed in here.

import { createSession } from './session.js';
import { signInPath } from './places.js';

export const session = createSession();

const plainFetch = window.fetch.bind(window);

export function toSignIn() {
  location.assign(signInPath(location.pathname + location.search + location.hash));
}

// A fetch for the API: with a token that is good, and back to the sign-in when there is none any more.
export async function fetchSignedIn(input, init = {}) {
  const token = await session.token();
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const answer = await plainFetch(input, { ...init, headers });
  if (answer.status === 401) {
    session.forget();
    toSignIn();
  }
  return answer;
}

// Calls the API and reads its answer. What a person can mend is an Error with the server's words. A path from the root is another API's.
export async function call(method, path, body, send = fetchSignedIn) {
  const answer = await send(path.startsWith('/') ? path : `/elsa/api/${path}`, {
    method, ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  throw Object.assign(new Error(explain(answer.status, content)), { status: answer.status, problem: content });
}

// Saves an answer as a file: a plain link would ask without a token.
export async function download(path) {
  const answer = await fetchSignedIn(path);
  if (!answer.ok) throw new Error(explain(answer.status, await answer.json().catch(() => null)));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = fileName(answer.headers.get('Content-Disposition')) ?? 'download';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fileName(disposition) {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '');
  return encoded ? decodeURIComponent(encoded[1]) : /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? null;
}

function explain(status, problem) {
  const errors = Object.values(problem?.errors ?? {}).flat();
  if (errors.length > 0) return errors.join(' ');
  return problem?.detail ?? (status === 403 ? 'You may not do this.' : `The server answered ${status}.`);
}
