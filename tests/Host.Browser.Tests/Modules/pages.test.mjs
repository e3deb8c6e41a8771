import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageWith } from '../../../src/Host/wwwroot/shell/places.js';
import { attention, month, runs } from '../../../src/Host/wwwroot/shell/start/summary.js';
import { canOpen, deliveryState, ledgerQuery, reasonOf, stateOf, titleOf, turns } from '../../../src/Host/wwwroot/shell/transcriptions/job.js';
import { can, editPath, fieldsFor, labelOf, settingsOf } from '../../../src/Host/wwwroot/shell/connections/connection.js';
import { lists, replayOf, stateOf as deliveryStateOf } from '../../../src/Host/wwwroot/shell/deliveries/delivery.js';
import { endOf, nameOf, promise, stateOf as runStateOf } from '../../../src/Host/wwwroot/shell/replay/steps.js';

test('a month counts its own days only', () => {
  const line = (key, minutes, spentUsd, savedUsd) => ({ key, minutes, spentUsd, savedUsd });
  assert.deepEqual(month([line('2026-11-02', 3, 0.5, 0), line('2026-11-01', 1, 0.25, 2), line('2026-10-31', 9, 9, 9)], '2026-11-23'), { minutes: 4, spent: 0.75, saved: 2 });
});

test('runs are listed in the order in which somebody cares, with the reason', () => {
  const group = (...latest) => ({ total: latest.length, latest });
  const list = runs({ running: group({ id: 'r' }), waiting: group({ id: 'w', step: 'Await' }), failed: group({ id: 'f', step: 'Call', why: 'No route.' }, { id: 'g' }), ended: [{ id: 'e' }, { id: 'c', isCancelled: true }] });
  assert.deepEqual(list.map(run => [run.id, run.state, run.why]),
    [['f', 'Failed', 'Call: No route.'], ['g', 'Failed', 'The run tells.'], ['w', 'Waiting', 'at Await'], ['r', 'Running', ''], ['e', 'Finished', ''], ['c', 'Cancelled', '']]);
});

test('what does not go on by itself is said, and nothing when all is well', () => {
  assert.deepEqual(attention({ data: [], nextCursor: null }, { dead: 0 }), []);
  assert.deepEqual(attention({ data: [], nextCursor: null }, null), []);
  const [held, dead] = attention({ data: [1, 2], nextCursor: 'x' }, { dead: 1 });
  assert.equal(held.text, 'More than 2 recordings wait to be paid for.');
  assert.equal(dead.text, '1 delivery did not arrive and was given up.');
  assert.equal(attention({ data: [1], nextCursor: null }, null)[0].text, '1 recording waits to be paid for.');
});

test('a job says where it stands and why, also with a word of tomorrow', () => {
  assert.deepEqual(stateOf({ status: 'held' }), ['On hold', 'warn']);
  assert.deepEqual(stateOf({ status: 'dreaming' }), ['dreaming', 'open']);
  assert.equal(reasonOf({ status: 'held', holdReason: 'WalletEmpty', error: 'x' }), 'The wallet does not cover it.');
  assert.equal(reasonOf({ status: 'failed', error: 'No speech.' }), 'No speech.');
  assert.equal(reasonOf({ status: 'completed', error: null }), null);
  assert.deepEqual([canOpen({ status: 'completed' }), canOpen({ status: 'reused' }), canOpen({ status: 'failed' })], [true, true, false]);
  assert.deepEqual([{ title: 'Minutes', source: 'a.mp3' }, { title: null, source: 'a.mp3' }, { title: null, source: null }].map(titleOf), ['Minutes', 'a.mp3', 'Untitled recording']);
  assert.deepEqual(deliveryState('Dead'), ['given up', 'bad']);
});

test('a filter by days asks for whole days of this place, and keeps the rest of the address', () => {
  const query = ledgerQuery(new URLSearchParams('status=held&from=2026-01-01&to=2026-01-31&workflow='));
  assert.equal(query.get('status'), 'held');
  assert.equal(query.get('workflow'), null);
  assert.equal(query.get('from'), new Date(2026, 0, 1).toISOString());
  assert.equal(query.get('to'), new Date(2026, 1, 1).toISOString());
  assert.equal(pageWith('/x', new URLSearchParams('status=held&cursor=a'), { cursor: null }), '/x?status=held');
  assert.equal(pageWith('/x', new URLSearchParams(), {}), '/x');
});

test('what one speaker says in a row is one turn, unless it becomes too long', () => {
  const said = (speaker, startSeconds, text) => ({ speaker, startSeconds, text });
  assert.deepEqual(turns([said('A', 0, 'one'), said('A', 2, 'two'), said('B', 4, 'three'), said('A', 6, 'four')]).map(turn => [turn.speaker, turn.startSeconds, turn.text]),
    [['A', 0, 'one two'], ['B', 4, 'three'], ['A', 6, 'four']]);
  assert.equal(turns([said('A', 0, 'x'.repeat(50)), said('A', 1, 'y')], 20).length, 2);
});

test('a form sends what was typed: secrets that are left empty stay, removed ones go', () => {
  const field = (name, more) => ({ name, isSecret: false, isRequired: false, onlyFor: [], ...more });
  const fields = [field('kind'), field('bucket', { onlyFor: ['S3'] }), field('host', { onlyFor: ['Sftp'] }), field('password', { isSecret: true })];
  assert.deepEqual(fieldsFor(fields, 'S3').map(known => known.name), ['kind', 'bucket', 'password']);
  const values = new Map([['kind', 'S3'], ['bucket', ' a '], ['password', '']]);
  assert.deepEqual(settingsOf(fields, values, false), { kind: 'S3', bucket: 'a' });
  assert.deepEqual(settingsOf(fields, values.set('remove-password', 'yes'), false), { kind: 'S3', bucket: 'a', password: '' });
  assert.deepEqual([labelOf(field('botToken')), labelOf(field('baseUrl', { isRequired: true }))], ['Bot token', 'Base URL (required)']);
  assert.equal(editPath('slack', 'a/b'), '/connections/slack/a%2Fb');
});

test('what is configured is not changed here, and only what is saved is deleted', () => {
  const may = (origin, secrets = []) => can({ origin, secrets });
  assert.deepEqual(may('Configuration', ['x']), { edit: false, rotate: false, remove: false });
  assert.deepEqual(may('Host'), { edit: true, rotate: false, remove: false });
  assert.deepEqual(may('Database', ['x']), { edit: true, rotate: true, remove: true });
});

test('deliveries are counted by list; what has failed is sent again, and what waits now', () => {
  assert.deepEqual(lists({ waiting: 1, delivered: 20, rejected: 3, dead: 4 }).map(([, name, number]) => [name, number]),
    [['All', 28], ['Waiting', 1], ['Delivered', 20], ['Given up', 4], ['Rejected', 3]]);
  assert.deepEqual(['Dead', 'Rejected', 'Waiting', 'Delivered'].map(status => replayOf({ status })), ['Send again', 'Send again', 'Send now', null]);
  assert.deepEqual(deliveryStateOf({ status: 'Dead' }), ['Given up', 'bad']);
});

test('a step of a run says which turn it was and how it ended, and a replay what it will do', () => {
  const step = (id, activityId, turn, status, ...outcomes) => ({ id, activityId, name: activityId, turn, status, outcomes });
  const steps = [step('1', 'Ask', 1, 'Completed', 'Done'), step('2', 'Ask', 2, 'Completed', 'Answered'), step('3', 'Send', 1, 'Faulted')];
  assert.deepEqual(steps.map(one => nameOf(one, steps)), ['Ask, turn 1', 'Ask, turn 2', 'Send']);
  assert.deepEqual(['Faulted', 'Suspended', 'Finished'].map(subStatus => runStateOf({ subStatus })), ['Failed', 'Waiting', 'Finished']);
  assert.deepEqual(steps.map(endOf), [['Done', 'good'], ['Answered', 'good'], ['Failed', 'bad']]);
  assert.match(promise({ from: 'Send', version: 2, answered: ['Ask', 'Ask', 'In'] })[0], /^2 steps before it are answered .*: Ask, In\.$/);
  assert.equal(promise({ from: 'In', version: 1, answered: [] })[0], 'Everything executes, from In on.');
});
