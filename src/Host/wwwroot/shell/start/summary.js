// What the overview says, counted and worded; nothing here draws.

import { many } from '../words.js';

// What this month came to so far; days and months are UTC's, as in the ledger.
export function month(spend, day) {
  const lines = spend.filter(line => line.key.startsWith(day.slice(0, 7)));
  const sum = value => lines.reduce((total, line) => total + value(line), 0);
  return { minutes: sum(line => line.minutes), spent: sum(line => line.spentUsd), saved: sum(line => line.savedUsd) };
}

// All listed runs in the order in which somebody cares, each with what to say of it.
export function runs({ failed, waiting, running, ended }) {
  return [
    ...failed.latest.map(run => ({ ...run, state: 'Failed', tone: 'bad', why: [run.step, run.why].filter(Boolean).join(': ') || 'The run tells.' })),
    ...waiting.latest.filter(run => run.retryAt).map(run => ({ ...run, state: 'Tries again', tone: 'bad', why: `${run.step}: ${run.why}` })),
    ...waiting.latest.filter(run => !run.retryAt).map(run => ({ ...run, state: 'Waiting', tone: 'open', why: run.step ? `at ${run.step}` : 'for something outside' })),
    ...running.latest.map(run => ({ ...run, state: 'Running', tone: 'open', why: '' })),
    ...ended.map(run => ({ ...run, state: run.isCancelled ? 'Cancelled' : 'Finished', tone: run.isCancelled ? 'quiet' : 'good', why: '' })),
  ];
}

// What does not go on by itself.
export function attention(held, deliveries, errorWorkflow) {
  const items = [];
  if (errorWorkflow) {
    items.push({ text: `Nobody is told of failed runs: the error workflow "${errorWorkflow}" is not published, or does not begin with Run Failed.`, path: '/studio/workflows/definitions', action: 'Workflows' });
  }
  const unpaid = held.data.filter(job => job.holdReason !== 'QueueFull');
  if (unpaid.length > 0) {
    const number = held.nextCursor ? `More than ${many(unpaid.length, 'recording')}` : many(unpaid.length, 'recording');
    items.push({ text: `${number} ${unpaid.length === 1 && !held.nextCursor ? 'waits' : 'wait'} to be paid for.`, path: '/transcriptions?status=held', action: 'Look' });
  }
  if (deliveries?.dead > 0) {
    items.push({ text: `${many(deliveries.dead, 'delivery', 'deliveries')} did not arrive and ${deliveries.dead === 1 ? 'was' : 'were'} given up.`, path: '/deliveries?status=Dead', action: 'Look' });
  }
  return items;
}
