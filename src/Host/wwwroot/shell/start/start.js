// The overview: what runs, waits and failed, what to do about it, what it costs, and how to try it.

import { call, session } from '../api.js';
import { h, moment } from '../dom.js';
import { redraw } from '../focus.js';
import { approvals } from './approvals.js';
import { runPath, runsPath, workflowPath } from '../places.js';
import { plot, byDay, daysAgo, daysBetween, today } from '../plot.js';
import { spendTable } from '../spend-table.js';
import { announcer, empty, keepFresh, said, waiting } from '../states.js';
import { count, many, money, since } from '../words.js';
import { pausedList, runButtons } from './failures.js';
import { list } from './list.js';
import { attention, month, runs } from './summary.js';

const daysShown = 30;
const secondsBetween = 5;

export async function show(main) {
  const title = h('h1', { id: 'title' }, 'Overview');
  if (!session.may('read:workflow-instances')) {
    main.replaceChildren(title, h('p', {}, 'You are signed in. What you may see and do is in the menu.'));
    return;
  }

  const { element, say } = announcer();
  const region = h('div', { class: 'overview' }, waiting());
  main.replaceChildren(title, element, region);
  const refresh = keepFresh(region, secondsBetween, read, news => draw(region, news, act));
  await refresh(true);

  async function act(action, done) {
    try {
      await action();
      say(done);
    } catch (error) {
      say(said(error), true);
    }
    await refresh(true);
  }
}

async function read() {
  const from = [daysAgo(daysShown - 1), `${today().slice(0, 8)}01`].sort()[0];
  const mayDeliver = session.may('manage:deliveries');
  const mayDecide = session.may('exec:workflow-definitions');
  const [overview, spend, held, deliveries, undecided] = await Promise.all([
    call('GET', '/transcribe/api/overview'),
    call('GET', `/transcribe/api/ledger/spend?by=day&from=${from}T00:00:00Z`),
    call('GET', '/transcribe/api/ledger/jobs?status=held&limit=100'),
    mayDeliver ? call('GET', '/api/deliveries/counts') : null,
    mayDecide ? call('GET', '/transcribe/api/approvals') : [],
  ]);
  return { overview, spend, held, deliveries, undecided, day: today() };
}

function draw(region, { overview, spend, held, deliveries, undecided }, act) {
  const isNew = overview.running.total + overview.waiting.total + overview.failed.total + overview.ended.length === 0 && spend.length === 0;
  const days = daysBetween(daysAgo(daysShown - 1), today());
  redraw(region, ...[
    overview.isSandbox && h('p', { class: 'banner' }, h('strong', {}, 'Sandbox. '),
      'Recordings go to a transcribe.so on this machine, with play money. Set ', h('code', {}, 'TRANSCRIBE_API_KEY'), ' and start the server again to use the real one.'),
    isNew && tryIt(overview, true),
    tiles(overview, spend),
    warnings(attention(held, deliveries, overview.errorWorkflow)),
    approvals(undecided),
    pausedList(overview.paused, act),
    runList(runs(overview), act),
    unpublished(overview.unpublished),
    !isNew && spending(spend, days),
    !isNew && tryIt(overview, false),
  ].filter(Boolean));
}

function tiles({ running, waiting, failed }, spend) {
  const { minutes, spent, saved } = month(spend, today());
  const tile = (href, name, value, note, tone) => h('li', {}, h('a', { href, class: tone }, h('span', { class: 'name' }, name), h('strong', {}, value), h('small', {}, note)));
  return h('ul', { class: 'tiles', 'aria-label': 'At a glance' },
    tile(runsPath('Pending', 'Executing'), 'Running', count(running.total), 'right now'),
    tile(runsPath('Suspended'), 'Waiting', count(waiting.total), 'for something to happen'),
    tile(runsPath('Faulted'), 'Failed', count(failed.total), failed.total > 0 ? 'to look at' : 'nothing to look at', failed.total > 0 && 'bad'),
    tile('/transcriptions/spend', 'Spent this month', money(spent), [many(minutes, 'minute'), saved > 0 && `${money(saved)} saved`].filter(Boolean).join(', ')));
}

const warnings = items => items.length > 0 && h('ul', { class: 'warnings', 'aria-label': 'Needs somebody' },
  items.map(({ text, path, action }) => h('li', {}, h('span', {}, text), h('a', { class: 'button', href: path }, action))));

const runList = (lines, act) => list('runs', 'Latest runs', 'Runs that failed, wait or run, and those that just ended', [
  ['Run', run => h('a', { href: runPath(run.id) }, run.name ?? run.workflow), 'wide'],
  ['State', run => h('span', { class: `state ${run.tone}` }, run.state)],
  ['When', run => [h('span', {}, run.tone === 'open' ? `for ${since(run.since)}` : `${since(run.since)} ago`), h('small', { class: 'quiet' }, moment(run.since))]],
  ['Where and why', run => [run.why && h('span', { class: 'long' }, run.why), run.retryAt && h('small', { class: 'quiet' }, 'Tries again ', moment(run.retryAt))]],
  ['', run => runButtons(run, act)],
], lines);

// Quiet: a ready workflow for a service that nobody here uses needs nobody.
const unpublished = files => list('unpublished', 'Workflows that cannot start yet', 'Workflow files that are not published', [
  ['Workflow', file => [file.definitionId ? h('a', { href: workflowPath(file.definitionId) }, file.name ?? file.definitionId) : file.file, file.definitionId && h('small', { class: 'quiet' }, file.file)]],
  ['What it needs', file => h('span', { class: 'long' }, file.why)],
], files);

function spending(spend, days) {
  const lines = spend.filter(line => line.key >= days[0]);
  return h('section', { 'aria-labelledby': 'spending' },
    h('header', {}, h('h2', { id: 'spending' }, `The last ${days.length} days`), h('a', { class: 'button', href: '/transcriptions/spend' }, 'By workflow and connection')),
    h('div', { class: 'plots' },
      plot({ title: 'Spent', points: byDay(lines, days, line => line.spentUsd), show: money }),
      plot({ title: 'Minutes', points: byDay(lines, days, line => line.minutes), show: count, whole: true })),
    h('details', {}, h('summary', {}, 'The same as a table'), spendTable(lines)));
}

function tryIt({ tryIt: line, isSandbox }, isFirst) {
  const { element, say } = announcer();
  const copy = async () => {
    await navigator.clipboard.writeText(line);
    say('Copied.');
  };
  return h('section', { class: 'try', 'aria-labelledby': 'try' },
    isFirst ? empty('Nothing has run yet', 'Paste the line below into a terminal on this machine: it sends a short sample recording to the ready workflow. Some seconds later this page shows what became of it.') : null,
    h('header', {}, h('h2', { id: 'try' }, 'Try it'), h('button', { type: 'button', class: isFirst ? 'primary' : null, onclick: () => copy().catch(() => say('The browser does not let this page copy: select the line and copy it.', true)) }, 'Copy the line')),
    h('pre', { tabindex: '0', 'aria-label': 'The line to paste into a terminal' }, h('code', {}, line)),
    !isSandbox && h('p', { class: 'quiet' }, 'It costs the price of one minute.'),
    element);
}
