// What to do about what fails: try it again, give it up, let a paused workflow go on.

import { call, session } from '../api.js';
import { h, moment } from '../dom.js';
import { press } from '../focus.js';
import { replayPath, runPath, workflowPath } from '../places.js';
import { list } from './list.js';

const button = (label, name, act, action, done) =>
  h('button', { type: 'button', 'aria-label': `${label}: ${name}`, onclick: event => press(event.target, () => act(action, done)) }, label);

// The buttons of a run; whoever may do nothing, or has nothing to do, gets none.
export function runButtons(run, act) {
  const name = run.name ?? run.workflow;
  const buttons = [
    (run.state === 'Failed' || run.retryAt) && session.may('exec:workflow-definitions')
      && button(run.retryAt ? 'Try now' : 'Try again', name, act, () => change('retry', run, {}), `${name} is tried again.`),
    run.state === 'Failed' && session.may('exec:workflow-definitions')
      && h('a', { class: 'button', href: replayPath(run.id), 'aria-label': `Run again from …: ${name}` }, 'Run again from …'),
    run.retryAt && session.may('cancel:workflow-instances')
      && button('Give up', name, act, () => change('run', run, { alterations: [{ type: 'GiveUp' }] }), `${name} is given up.`),
  ].filter(Boolean);
  return buttons.length > 0 && h('p', { class: 'buttons' }, buttons);
}

// Workflows that nothing starts any more because they fail.
export const pausedList = (paused, act) => list('paused', 'Paused because they fail', 'Workflows that nothing starts because they fail', [
  ['Workflow', row => h('a', { href: workflowPath(row.definitionId) }, row.name)],
  ['Since', row => moment(row.since)],
  ['Why', row => [h('span', { class: 'long' }, row.why), h('small', {}, h('a', { href: runPath(row.lastRun) }, 'The last run that failed'))]],
  ['', row => h('p', { class: 'buttons' }, session.may('publish:workflow-definitions')
    && button('Resume', row.name, act, () => call('POST', `paused-workflows/${encodeURIComponent(row.definitionId)}/resume`), `${row.name} can be started again.`))],
], paused);

// The server answers 200 and says of each run whether it could be changed.
async function change(kind, run, body) {
  const path = kind === 'retry' ? 'alterations/workflows/retry' : 'alterations/run';
  const { results: [result] } = await call('POST', path, { workflowInstanceIds: [run.id], ...body });
  if (!result.isSuccessful) throw new Error(result.log.logEntries.at(-1).message);
}
