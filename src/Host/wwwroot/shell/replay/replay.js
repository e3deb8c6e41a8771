// A run step by step: run it again from one of them, or keep what one gave as a sample for tests.

import { call, session } from '../api.js';
import { ask } from '../dialog.js';
import { h, moment, table } from '../dom.js';
import { redraw } from '../focus.js';
import { runPath, samplesPath, workflowPath } from '../places.js';
import { announcer, empty, said } from '../states.js';
import { endOf, nameOf, promise, stateOf } from './steps.js';

export async function show(main, id) {
  if (!id) {
    main.replaceChildren(empty('No run is chosen', 'Open a run, and choose “Run again from …” there.', h('p', {}, h('a', { class: 'button', href: '/studio/workflows/instances' }, 'Runs'))));
    return;
  }

  const { element, say } = announcer();
  const region = h('div', {});
  const path = `workflow-instances/${encodeURIComponent(id)}`;
  const [run, choices] = await Promise.all([call('GET', path), call('GET', `${path}/replay`)]);
  const pins = `workflow-definitions/${encodeURIComponent(choices.definitionId)}/pins`;
  const mayPin = session.may('write:workflow-definitions');
  const hasEnded = run.status === 'Finished';

  main.classList.add('wide');
  main.replaceChildren(
    h('p', { class: 'back' }, h('a', { href: runPath(id) }, 'The run')),
    h('section', { 'aria-labelledby': 'title' },
      h('header', {}, h('h1', { id: 'title' }, 'Run again from …')),
      facts(run, choices),
      h('p', {}, hasEnded
        ? 'Choose a step. A new run begins there; what the steps before it gave is taken from this run: they are not executed, paid for or delivered once more.'
        : 'This run has not ended yet. When it has, or when you cancel it, it can run again from any of its steps.'),
      element, region));
  await draw();

  async function draw() {
    const pinned = new Set((await call('GET', pins).catch(() => ({ items: [] }))).items.map(pin => pin.activityId));
    redraw(region, table('Steps of the run, in their order', [
      ['Step', step => [h('span', { class: 'name' }, nameOf(step, choices.steps)), pinned.has(step.activityId) && h('small', { class: 'quiet' }, 'has a sample for tests')]],
      ['How it ended', step => [end(step), step.pinned && h('small', { class: 'quiet' }, `answered: ${step.pinned}`)]],
      ['Began', step => moment(step.startedAt)],
      ['', step => h('p', { class: 'buttons' }, buttons(step, pinned.has(step.activityId)))],
    ], choices.steps, 'It came to no step.'));
  }

  function buttons(step, isPinned) {
    const name = nameOf(step, choices.steps);
    if (!step.isKnown) return h('span', { class: 'quiet' }, `not in version ${choices.version}`);
    return [
      hasEnded && session.may('exec:workflow-definitions') && h('button', { type: 'button', class: step.id === choices.from && 'primary', 'aria-label': `Run again from here: ${name}`, onclick: () => replay(step) }, 'Run again from here'),
      mayPin && step.status === 'Completed' && h('button', { type: 'button', 'aria-label': `Pin as sample: ${name}`, onclick: () => pin(step, name) }, 'Pin as sample'),
      mayPin && isPinned && h('button', { type: 'button', 'aria-label': `Unpin ${name}`, onclick: () => unpin(step, name) }, 'Unpin'),
    ];
  }

  async function replay(step) {
    try {
      const preview = await call('GET', `${path}/replay/preview?from=${encodeURIComponent(step.id)}`);
      await ask({
        title: `Run again from ${nameOf(step, choices.steps)}?`,
        content: promise(preview).map(sentence => h('p', {}, sentence)),
        action: 'Run again',
        run: async () => location.assign(runPath((await call('POST', `${path}/replay`, { from: step.id })).workflowInstanceId)),
      });
    } catch (error) {
      say(said(error), true);
    }
  }

  const pin = (step, name) => change(
    () => call('POST', pins, { workflowInstanceId: id, step: step.id }),
    `What ${name} gave is its sample in the draft now. Test runs take it instead of executing the step; other runs do not. `,
    h('a', { href: samplesPath(choices.definitionId) }, 'Test the draft'));

  const unpin = (step, name) => change(() => call('DELETE', `${pins}/${encodeURIComponent(step.activityId)}`), `${name} has no sample any more.`);

  async function change(act, done, ...more) {
    try {
      await act();
      say(done, false, ...more);
    } catch (error) {
      say(said(error), true);
    }
    await draw();
  }
}

function end(step) {
  const [word, tone] = endOf(step);
  return h('span', { class: `state ${tone}` }, word);
}

const facts = (run, choices) => h('dl', { class: 'facts' },
  h('div', {}, h('dt', {}, 'Workflow'), h('dd', {}, h('a', { href: workflowPath(choices.definitionId) }, choices.name))),
  h('div', {}, h('dt', {}, 'This run'), h('dd', {}, `${stateOf(run)}, version ${run.version}`)),
  h('div', {}, h('dt', {}, 'Runs again as'), h('dd', {}, choices.isTest ? `test of version ${choices.version}` : `version ${choices.version}`)),
  run.workflowState?.properties?.ReplayOf && h('div', {}, h('dt', {}, 'It replays'), h('dd', {}, h('a', { href: runPath(run.workflowState.properties.ReplayOf) }, `another run, from ${run.workflowState.properties.ReplayFrom}`))));
