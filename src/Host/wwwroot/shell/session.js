// Who is signed in, in this browser. The tokens are in local storage, so all tabs share one session, and signing out of one is signing out
// of all. Before an access token expires it is renewed; the tabs take turns, because a refresh token is good once.

import { isIn } from './permissions.js';

const key = 'transcribe.session';
const identity = '/elsa/api/identity';
const margin = 60_000;

export function createSession({ storage = localStorage, send = (...args) => fetch(...args), locks = navigator.locks, now = Date.now } = {}) {
  const read = () => {
    try {
      return JSON.parse(storage.getItem(key));
    } catch {
      return null;
    }
  };

  // The browser's clock may be wrong: only how long a token lives is taken from the server, not when it ends.
  function keep({ accessToken, refreshToken }) {
    const { exp, iat, name, permissions } = decode(accessToken);
    const kept = { accessToken, refreshToken, name, permissions: [permissions ?? []].flat(), goodUntil: now() + (exp - iat) * 1000 };
    storage.setItem(key, JSON.stringify(kept));
    return kept;
  }

  const isFresh = kept => kept && kept.goodUntil - margin > now();

  async function renew() {
    const kept = read();
    if (!kept || isFresh(kept)) return kept;
    const answer = await send(`${identity}/refresh-token`, { method: 'POST', headers: { Authorization: `Bearer ${kept.refreshToken}` }, keepalive: true });
    if (answer.ok) return keep(await answer.json());

    // Refused for good, or by a server that is busy with something else: only the first ends the session.
    if (answer.status === 401) {
      storage.removeItem(key);
      return null;
    }
    throw new Error(`The server answered ${answer.status}. Try again in a moment.`);
  }

  return {
    key,
    get name() { return read()?.name ?? null; },
    may: permission => isIn(read()?.permissions ?? [], permission),

    // A token that is good for a while; null: nobody is signed in.
    async token() {
      const kept = read();
      return isFresh(kept) ? kept.accessToken : (await locks.request(key, renew))?.accessToken ?? null;
    },

    // Signs in; says why not.
    async signIn(username, password) {
      const answer = await send(`${identity}/login`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }),
      });
      const body = await answer.json().catch(() => ({}));
      if (!answer.ok) return body.detail ?? `The server answered ${answer.status}.`;
      if (!body.isAuthenticated) return 'The name or the password is not right.';
      keep(body);
      return null;
    },

    async signOut() {
      const kept = read();
      storage.removeItem(key);
      if (kept) await send(`${identity}/sign-out`, { method: 'POST', headers: { Authorization: `Bearer ${kept.refreshToken}` }, keepalive: true }).catch(() => {});
    },

    // Forgets a session that the server no longer knows.
    forget: () => storage.removeItem(key),
  };
}

function decode(token) {
  const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, letter => letter.charCodeAt(0))));
}
