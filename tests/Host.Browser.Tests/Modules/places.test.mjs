import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf, places, replayPath, returnPath, runPath, signInPath } from '../../../src/Host/wwwroot/shell/places.js';
import { isIn, named } from '../../../src/Host/wwwroot/shell/permissions.js';

test('after signing in one returns to where one was, and never to another server', () => {
  const back = path => returnPath(new URL(signInPath(path), 'http://x').search);
  assert.equal(back('/settings/audit?actor=bob#top'), '/settings/audit?actor=bob#top');
  assert.equal(back('/'), '/');
  for (const foreign of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/sign-in?return=/x', '/\t/evil.example'])
    assert.equal(returnPath(`?return=${encodeURIComponent(foreign)}`), '/', foreign);
});

test('permissions are names, wildcards of a verb, or everything', () => {
  assert.equal(isIn(['read:*'], 'read:audit-log'), true);
  assert.equal(isIn(['*'], 'manage:identity'), true);
  assert.equal(isIn(['read:*', 'exec:workflow-definitions'], 'delete:workflow-definitions'), false);
  assert.equal(isIn([], 'read:audit-log'), false);
  assert.deepEqual([named(['*']), named(['read:*'])], [['everything'], ['read:*']]);
});

test('a path says which page it is, and of what', () => {
  assert.equal(pageOf('/').name, 'start');
  assert.deepEqual([pageOf('/transcriptions').name, pageOf('/transcriptions/tj-1').name, pageOf('/transcriptions/spend').name], ['transcriptions', 'transcript', 'spending']);
  assert.deepEqual([pageOf('/settings/audit').id, pageOf('/connections/slack/team').id, pageOf('/deliveries').id], ['audit', 'slack/team', null]);
  assert.deepEqual([pageOf('/tests').name, pageOf('/tests/templates').name, pageOf('/tests/samples').name, pageOf('/tests/other').name], ['tests', 'templates', 'samples', 'tests']);
  assert.deepEqual([pageOf(replayPath('a-1')).name, pageOf(replayPath('a-1')).id, places.some(place => place.name === 'replay')], ['replay', 'a-1', false]);
  assert.equal(runPath('a b'), '/studio/workflows/instances/a%20b/view');
});
