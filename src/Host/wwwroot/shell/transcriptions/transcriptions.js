// The ledger: every recording that was paid for, what became of it, and who waits for it.

import { call, download, session } from '../api.js';
import { ask, select } from '../dialog.js';
import { h, moment, table } from '../dom.js';
import { redraw } from '../focus.js';
import { pageWith, runPath, transcriptPath } from '../places.js';
import { announcer, empty, keepFresh, said, waiting } from '../states.js';
import { duration, money, since } from '../words.js';
import { canOpen, deliveryState, ledgerQuery, reasonOf, releaseOf, stateOf, statusChoices, titleOf } from './job.js';
import { frame, workflowNames } from './parts.js';

const api = '/transcribe/api/ledger';
const path = '/transcriptions';
const pageSize = 50;
const secondsBetween = 5;
const orders = [['', 'Newest first'], ['oldest', 'Oldest first'], ['price', 'Most expensive first'], ['length', 'Longest first']];

export async function show(main) {
  const search = new URLSearchParams(location.search);
  const names = await workflowNames();
  const { element, say } = announcer();
  const region = h('div', {}, waiting());
  const save = () => download(`${api}/jobs.csv?${without(ledgerQuery(search), 'cursor', 'sort')}`).catch(error => say(said(error), true));

  const read = () => call('GET', `${api}/jobs?limit=${pageSize}&${ledgerQuery(search)}`);
  const refresh = keepFresh(region, secondsBetween, read, page => redraw(region, ...list(page)));
  frame(main, 'recordings', h('button', { type: 'button', onclick: save }, 'Export as CSV'), filters(search, names), element, region);
  await refresh(true);

  function list({ data, nextCursor }) {
    if (data.length === 0) return [nothing(search)];
    return [
      table('Recordings', [
        ['Recording', job => [recording(job), h('small', { class: 'quiet' }, source(job))], 'wide'],
        ['Status', job => [status(job), release(job)]],
        ['Length', job => duration(job.durationSeconds), 'number'],
        ['Price', job => price(job), 'number'],
        ['Who waits', job => waits(job)],
        ['Delivered to', job => deliveries(job), 'wide'],
        ['Started', job => moment(job.createdAt)],
      ], data),
      h('p', { class: 'buttons' },
        search.get('cursor') && h('a', { class: 'button', href: pageWith(path, search, { cursor: null }) }, 'First page'),
        nextCursor && h('a', { class: 'button', href: pageWith(path, search, { cursor: nextCursor }) }, 'Next page')),
    ];
  }

  function source(job) {
    const workflow = names.get(job.workflow) ?? job.workflow;
    return job.run ? [h('a', { href: runPath(job.run) }, workflow ?? 'Run')] : [workflow ?? ''];
  }

  function release(job) {
    if (job.status !== 'held' || !session.may('exec:workflow-definitions')) return null;
    return h('button', { type: 'button', 'aria-label': `Release ${titleOf(job)}`, onclick: () => confirm(job) }, 'Release');
  }

  async function confirm(job) {
    let isReleased = false;
    await ask({
      title: `Release ${titleOf(job)}?`, action: 'Release',
      content: [h('p', {}, reasonOf(job) ?? ''), h('p', {}, releaseOf(job))],
      run: async () => {
        await call('POST', `${api}/jobs/${encodeURIComponent(job.id)}/release`);
        isReleased = true;
      },
    });
    if (!isReleased) return;
    say(`${titleOf(job)} is released.`);
    await refresh(true);
  }
}

function without(query, ...names) {
  for (const name of names) query.delete(name);
  return query;
}

const filters = (search, names) => h('form', { method: 'get', action: path, class: 'filters', role: 'search' },
  select('Status', 'status', statusChoices, search.get('status') ?? ''),
  select('Workflow', 'workflow', [['', 'All'], ...names], search.get('workflow') ?? ''),
  h('p', { class: 'field' }, h('label', { for: 'from' }, 'From'), h('input', { id: 'from', type: 'date', name: 'from', value: search.get('from') })),
  h('p', { class: 'field' }, h('label', { for: 'to' }, 'To'), h('input', { id: 'to', type: 'date', name: 'to', value: search.get('to') })),
  select('Order', 'sort', orders, search.get('sort') ?? ''),
  h('p', { class: 'buttons' }, h('button', {}, 'Filter'), [...search].some(([, value]) => value) && h('a', { class: 'button', href: path }, 'Clear')));

function nothing(search) {
  return [...search].some(([, value]) => value)
    ? empty('Nothing fits this filter', h('p', {}, h('a', { class: 'button', href: path }, 'Show all')))
    : empty('No recording yet', 'Every recording that a workflow sends to be transcribed is listed here, with what it costs and who waits for it.',
      h('p', {}, h('a', { class: 'button', href: '/' }, 'Try it')));
}

function status(job) {
  const [word, tone] = stateOf(job);
  const reason = reasonOf(job);
  return [h('span', { class: `state ${tone}` }, word), reason && h('small', { class: 'reason' }, reason)];
}

const recording = job => canOpen(job)
  ? h('a', { class: 'name', href: transcriptPath(job.id) }, titleOf(job))
  : h('span', { class: 'name' }, titleOf(job));

const price = job => [money(job.priceUsd), job.savedUsd > 0 && h('small', { class: 'quiet' }, `${money(job.savedUsd)} saved`)];

const waits = job => job.waitingSince ? [
  job.run ? h('a', { href: runPath(job.run), 'aria-label': `Its run, which waits for ${titleOf(job)}` }, 'Its run') : 'Nobody',
  h('small', { class: 'quiet' }, h('time', { datetime: job.waitingSince }, `for ${since(job.waitingSince)}`)),
] : null;

const deliveries = job => job.deliveredTo.length === 0 ? null : h('ul', { class: 'plain' }, job.deliveredTo.map(({ kind, connection, target, state }) => {
  const [word, tone] = deliveryState(state);
  return h('li', {}, h('span', { class: 'long' }, target || connection), h('small', { class: `quiet ${tone === 'bad' ? 'error' : ''}` }, `${kind} ${connection}, ${word}`));
}));
