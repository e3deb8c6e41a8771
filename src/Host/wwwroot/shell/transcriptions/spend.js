// What was spent, by day, workflow and connection.

import { call } from '../api.js';
import { select } from '../dialog.js';
import { h, table } from '../dom.js';
import { byDay, daysAgo, daysBetween, plot, share, today } from '../plot.js';
import { spendTable } from '../spend-table.js';
import { empty } from '../states.js';
import { count, money } from '../words.js';
import { frame, workflowNames } from './parts.js';

const spans = [['30', 'Last 30 days'], ['90', 'Last 90 days'], ['365', 'Last 365 days']];

export async function show(main) {
  const search = new URLSearchParams(location.search);
  const length = spans.some(([days]) => days === search.get('days')) ? search.get('days') : '30';
  const first = daysAgo(Number(length) - 1);
  const read = by => call('GET', `/transcribe/api/ledger/spend?by=${by}&from=${first}T00:00:00Z`);
  const [lines, workflows, connections, names] = await Promise.all([read('day'), read('workflow'), read('connection'), workflowNames()]);
  const days = daysBetween(first, today());

  const filter = h('form', { method: 'get', action: '/transcriptions/spend', class: 'filters' },
    select('Time', 'days', spans, length), h('p', { class: 'buttons' }, h('button', {}, 'Show')));
  frame(main, 'spend', null, filter, lines.length === 0
    ? empty('Nothing was spent', 'In this time no recording was sent to be transcribed.')
    : [
      h('div', { class: 'plots' },
        plot({ title: 'Spent', points: byDay(lines, days, line => line.spentUsd), show: money }),
        plot({ title: 'Minutes', points: byDay(lines, days, line => line.minutes), show: count, whole: true })),
      h('details', {}, h('summary', {}, 'The same as a table'), spendTable(lines)),
      h('h2', {}, 'By workflow'), shares('Workflow', workflows, line => names.get(line.key) ?? (line.key || 'Outside a workflow')),
      h('h2', {}, 'By connection'), shares('Connection', connections, line => line.key),
      h('p', { class: 'quiet' }, 'Days are UTC\'s.'),
    ]);
}

function shares(title, lines, nameOf) {
  const most = Math.max(...lines.map(line => line.spentUsd));
  return table(`Spending by ${title.toLowerCase()}, most expensive first`, [
    [title, line => nameOf(line)],
    ['Share', line => share(line.spentUsd, most), 'bars'],
    ['Recordings', line => count(line.jobs), 'number'],
    ['Minutes', line => count(line.minutes), 'number'],
    ['Spent', line => money(line.spentUsd), 'number'],
    ['Saved', line => money(line.savedUsd), 'number'],
  ], lines);
}
