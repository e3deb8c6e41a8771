// What workflows send: what arrived, what waits for its next attempt, and what was given up.

import { call } from '../api.js';
import { ask, select } from '../dialog.js';
import { h, moment, table } from '../dom.js';
import { press, redraw } from '../focus.js';
import { pageWith, runPath } from '../places.js';
import { announcer, empty, keepFresh, said, waiting } from '../states.js';
import { count, many } from '../words.js';
import { kindOf, kinds, lists, replayOf, stateOf } from './delivery.js';

const api = '/api/deliveries';
const path = '/deliveries';
const pageSize = 50;
const secondsBetween = 5;

export async function show(main) {
  const search = new URLSearchParams(location.search);
  const [status, kind] = [search.get('status') ?? '', search.get('kind') ?? ''];
  const skip = Math.max(0, Number.parseInt(search.get('skip') ?? '0', 10) || 0);
  const { element, say } = announcer();
  const [tabs, all, region] = [h('nav', { class: 'sections', 'aria-label': 'Deliveries' }), h('p', { class: 'buttons' }), h('div', {}, waiting())];

  // One more than is shown tells whether there is another page.
  const read = async () => {
    const query = new URLSearchParams({ skip, take: pageSize + 1, ...(status && { status }), ...(kind && { kind }) });
    const [rows, counts] = await Promise.all([call('GET', `${api}?${query}`), call('GET', `${api}/counts`)]);
    return { rows, counts };
  };
  const refresh = keepFresh(region, secondsBetween, read, draw);

  main.classList.add('wide');
  main.replaceChildren(tabs, h('section', { 'aria-labelledby': 'title' },
    h('header', {}, h('h1', { id: 'title' }, 'Deliveries'), all),
    h('form', { method: 'get', action: path, class: 'filters', role: 'search' },
      status && h('input', { type: 'hidden', name: 'status', value: status }),
      select('Kind', 'kind', kinds, kind), h('p', { class: 'buttons' }, h('button', {}, 'Filter'))),
    element, region));
  await refresh(true);

  function draw({ rows, counts }) {
    tabs.replaceChildren(...lists(counts).map(([value, name, number]) =>
      h('a', { href: pageWith(path, search, { status: value, skip: null }), 'aria-current': value === status && 'page' }, name, h('span', { class: 'badge' }, count(number)))));
    redraw(all, ...(counts.dead > 0 ? [h('button', { type: 'button', onclick: () => replayAll(counts.dead) }, 'Send all given up again')] : []));
    redraw(region, ...(rows.length === 0 ? [nothing(status, kind || skip)] : list(rows)));
  }

  function list(rows) {
    return [
      table('Deliveries, newest first', [
        ['To', row => [h('span', { class: 'name long' }, row.target), h('small', { class: 'quiet' }, `${kindOf(row)}, ${row.connection}`)], 'wide'],
        ['Status', row => state(row)],
        ['Attempts', row => count(row.attempts), 'number'],
        ['Handed over', row => moment(row.createdAt)],
        ['Next attempt', row => row.nextAttemptAt && moment(row.nextAttemptAt)],
        ['Ended', row => row.endedAt && moment(row.endedAt)],
        ['Run', row => row.workflowInstanceId && h('a', { href: runPath(row.workflowInstanceId), 'aria-label': `Open the run that sends to ${row.target}` }, 'Open')],
        ['', row => replayOf(row) && h('button', { type: 'button', 'aria-label': `${replayOf(row)} to ${row.target}`, onclick: event => press(event.target, () => replay(row)) }, replayOf(row))],
      ], rows.slice(0, pageSize)),
      h('p', { class: 'buttons' },
        skip > 0 && h('a', { class: 'button', href: pageWith(path, search, { skip: Math.max(0, skip - pageSize) || null }) }, 'Newer'),
        rows.length > pageSize && h('a', { class: 'button', href: pageWith(path, search, { skip: skip + pageSize }) }, 'Older')),
    ];
  }

  async function replay(row) {
    try {
      await call('POST', `${api}/${encodeURIComponent(row.id)}/replay`);
      say(`The delivery to ${row.target} is sent ${row.status === 'Waiting' ? 'now' : 'again'}, under the same id.`);
    } catch (error) {
      say(said(error), true);
    }
    await refresh(true);
  }

  async function replayAll(number) {
    let replayed = null;
    await ask({
      title: `Send ${many(number, 'delivery', 'deliveries')} again?`, action: 'Send again',
      content: h('p', {}, 'Each is tried again on its whole schedule, under its old id. Whoever has it already can tell by that id.'),
      run: async () => { ({ replayed } = await call('POST', `${api}/replay-dead`)); },
    });
    if (replayed === null) return;
    say(`${many(replayed, 'delivery', 'deliveries')} ${replayed === 1 ? 'is' : 'are'} sent again.`);
    await refresh(true);
  }
}

function state(row) {
  const [word, tone] = stateOf(row);
  return [h('span', { class: `state ${tone}` }, word), row.reason && row.status !== 'Delivered' && h('small', { class: 'reason' }, row.reason)];
}

function nothing(status, isNarrowed) {
  return status || isNarrowed
    ? empty('Nothing here', status === 'Dead' || status === 'Rejected' ? 'Everything that was sent has arrived or is on its way.' : 'No delivery fits.', h('p', {}, h('a', { class: 'button', href: path }, 'Show all')))
    : empty('Nothing was sent yet', 'What workflows send to Slack, by email or as webhooks is listed here, and is tried again until it arrives; so are files whose storage did not work at once. Connections say where to.',
      h('p', {}, h('a', { class: 'button', href: '/connections' }, 'Connections')));
}
