// What the clock starts: when next, what came of it last, run it now, pause it.

import { call, session } from '../api.js';
import { h, moment, table } from '../dom.js';
import { press, redraw } from '../focus.js';
import { runPath, start, workflowPath, workflowsPath } from '../places.js';
import { announcer, empty, keepFresh, said, waiting } from '../states.js';
import { label } from '../words.js';
import { lastOf, rulesOf, whenOf } from './schedule.js';

const secondsBetween = 5;
const runsShown = 3;

export async function show(main) {
  const { element, say } = announcer();
  const region = h('div', {}, waiting());
  const refresh = keepFresh(region, secondsBetween, () => call('GET', `schedules?runs=${runsShown}`), draw);

  main.classList.add('wide');
  main.replaceChildren(h('section', { 'aria-labelledby': 'title' }, h('header', {}, h('h1', { id: 'title' }, 'Schedules')), element, region));
  await refresh(true);

  function draw({ items }) {
    redraw(region, items.length === 0
      ? empty('The clock starts nothing yet', 'A published workflow that begins with Cron, Timer or Start at is listed here.',
        h('p', {}, h('a', { class: 'button', href: workflowsPath }, 'Workflows')))
      : table('Schedules, the soonest first', [
        ['Workflow', row => [h('a', { class: 'name', href: workflowPath(row.definitionId) }, nameOf(row)), h('small', { class: 'quiet' }, row.activityName || label(row.activityType.split('.').at(-1)))]],
        ['When', row => [h('span', {}, whenOf(row, text => new Date(text).toLocaleString())), h('small', { class: 'quiet' }, rulesOf(row))]],
        ['Next runs', row => row.failingSince ? h('span', { class: 'state bad' }, 'Paused, it fails') : row.pausedAt ? h('span', { class: 'state quiet' }, 'Paused') : row.nextRuns.map(run => h('div', {}, moment(run)))],
        ['Last run', row => last(row.lastRun)],
        ['', row => h('p', { class: 'buttons' }, buttons(row))],
      ], items));
  }

  function buttons(row) {
    return [
      session.may('exec:workflow-definitions') && h('button', { type: 'button', 'aria-label': `Run now: ${nameOf(row)}`, onclick: event => press(event.target, () => act(row, 'run', 'is started')) }, 'Run now'),
      row.failingSince ? h('a', { class: 'button', href: start }, 'Look') : session.may('publish:workflow-definitions') && (row.pausedAt
        ? h('button', { type: 'button', 'aria-label': `Resume ${nameOf(row)}`, onclick: event => press(event.target, () => act(row, 'resume', 'goes on with its next run')) }, 'Resume')
        : h('button', { type: 'button', 'aria-label': `Pause ${nameOf(row)}`, onclick: event => press(event.target, () => act(row, 'pause', 'is paused')) }, 'Pause')),
    ];
  }

  async function act(row, action, done) {
    try {
      await call('POST', `schedules/${encodeURIComponent(row.id)}/${action}`);
      say(`${nameOf(row)} ${done}.`);
    } catch (error) {
      say(said(error), true);
    }
    await refresh(true);
  }
}

const nameOf = row => row.definitionName || row.definitionId;

function last(run) {
  if (!run) return h('span', { class: 'quiet' }, 'never');
  const [word, tone] = lastOf(run);
  return [h('span', { class: `state ${tone}` }, word), ' ', run.subStatus ? h('a', { href: runPath(run.workflowInstanceId) }, moment(run.startedAt)) : moment(run.startedAt)];
}
