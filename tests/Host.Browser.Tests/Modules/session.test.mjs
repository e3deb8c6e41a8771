import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createSession } from '../../../src/Host/wwwroot/shell/session.js';

let stored, sent, clock, answers;

const token = claims => `x.${Buffer.from(JSON.stringify({ iat: 5000, exp: 8600, name: 'Zoë', permissions: 'read:*', ...claims })).toString('base64url')}.x`;
const tokens = (refreshToken, claims) => ({ isAuthenticated: true, accessToken: token(claims), refreshToken });
const answer = (body, status = 200) => ({ ok: status < 400, status, json: async () => body });

// Tabs take turns, as the browser's locks let them.
const locks = () => {
  let last = Promise.resolve();
  return { request: (_, run) => (last = last.then(run, run)) };
};

const tab = (shared = locks()) => createSession({
  storage: { getItem: key => stored[key] ?? null, setItem: (key, value) => { stored[key] = value; }, removeItem: key => { delete stored[key]; } },
  send: async (url, options) => { sent.push([url, options.headers?.Authorization ?? null]); return answers.shift(); },
  locks: shared, now: () => clock,
});

beforeEach(() => { [stored, sent, clock, answers] = [{}, [], 1_000_000, []]; });

test('a right password is kept with what its owner may', async () => {
  const session = tab();
  answers.push(answer(tokens('r1')));
  assert.equal(await session.signIn('zoë', 'secret'), null);
  assert.equal(session.name, 'Zoë');
  assert.equal(session.may('read:workflow-instances'), true);
  assert.equal(session.may('publish:workflow-definitions'), false);
  assert.equal(await session.token(), token());
  assert.equal(sent.length, 1);
});

test('a wrong password, and too many, are said', async () => {
  const session = tab();
  answers.push(answer({ isAuthenticated: false }), answer({ detail: 'Too many attempts. Try again in 60 seconds.' }, 429));
  assert.match(await session.signIn('zoë', 'wrong'), /not right/);
  assert.match(await session.signIn('zoë', 'wrong'), /60 seconds/);
  assert.equal(await session.token(), null);
});

test('a token is renewed before it ends, by one of two tabs, whatever the browser takes the time to be', async () => {
  const shared = locks();
  const [one, two] = [tab(shared), tab(shared)];
  answers.push(answer(tokens('r1')), answer(tokens('r2', { name: 'renewed' })));
  await one.signIn('zoë', 'secret');
  clock += 3_600_000 - 30_000;
  const [a, b] = await Promise.all([one.token(), two.token()]);
  assert.equal(a, token({ name: 'renewed' }));
  assert.equal(b, a);
  assert.deepEqual(sent.slice(1), [['/elsa/api/identity/refresh-token', 'Bearer r1']]);
});

test('a session that the server ended is forgotten; a server that cannot answer ends none', async () => {
  const session = tab();
  answers.push(answer(tokens('r1')), answer(null, 503), answer(null, 401));
  await session.signIn('zoë', 'secret');
  clock += 3_600_000;
  await assert.rejects(session.token(), /503/);
  assert.equal(session.name, 'Zoë');
  assert.equal(await session.token(), null);
  assert.equal(session.name, null);
});

test('signing out forgets the tokens, also when the server cannot be told', async () => {
  const session = tab();
  answers.push(answer(tokens('r1')), Promise.reject(new TypeError('offline')));
  await session.signIn('zoë', 'secret');
  await session.signOut();
  assert.deepEqual(stored, {});
  assert.deepEqual(sent[1], ['/elsa/api/identity/sign-out', 'Bearer r1']);
});
