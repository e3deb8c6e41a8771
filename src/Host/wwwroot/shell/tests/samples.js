// The pinned samples of one workflow: what its steps give in test runs instead of being executed.

import { call, session } from '../api.js';
import { h, table } from '../dom.js';
import { runPath } from '../places.js';
import { said } from '../states.js';

const longest = 200;

// Shows them below a heading, and runs the draft with them.
export function samples(say) {
  const element = h('section', { 'aria-labelledby': 'samples' });
  let shown = null;
  return { element, show };

  async function show(id, name) {
    shown = id;
    const { items } = id ? await call('GET', `workflow-definitions/${encodeURIComponent(id)}/pins`) : { items: [] };
    if (shown !== id) return;
    element.replaceChildren(
      h('header', {}, h('h2', { id: 'samples' }, 'Pinned samples'),
        id && h('p', { class: 'buttons' }, h('button', { type: 'button', onclick: () => act(() => start(id, name), id, name) }, 'Run the draft with its samples'))),
      h('p', { class: 'quiet' }, 'A step with a sample is answered with it in test runs: no call, no cost, no delivery. Pin one from a run: “Run again from …” on the run’s page. Other runs execute every step.'),
      table('Steps with a sample', [
        ['Step', pin => h('span', { class: 'name' }, pin.name)],
        ['Outcome', pin => pin.outcomes.join(', ')],
        ['Gives', pin => h('code', { class: 'long' }, short(JSON.stringify(pin.outputs ?? {})))],
        ['', pin => session.may('write:workflow-definitions') && h('p', { class: 'buttons' }, h('button', { type: 'button', 'aria-label': `Unpin ${pin.name}`, onclick: () => act(() => unpin(id, pin), id, name) }, 'Unpin'))],
      ], items, `No step of ${name} has a sample.`));
  }

  async function act(what, id, name) {
    try {
      say('');
      await what();
    } catch (error) {
      say(said(error), true);
    }
    await show(id, name);
  }

  async function start(id, name) {
    const { workflowInstanceId } = await call('POST', `workflow-definitions/${encodeURIComponent(id)}/dispatch`, { versionOptions: 'Latest', test: true });
    say(`${name} runs as a test. `, false, h('a', { href: runPath(workflowInstanceId) }, 'Open its run'));
  }

  async function unpin(id, pin) {
    await call('DELETE', `workflow-definitions/${encodeURIComponent(id)}/pins/${encodeURIComponent(pin.activityId)}`);
    say(`${pin.name} has no sample any more.`);
  }
}

const short = text => text.length > longest ? `${text.slice(0, longest)}…` : text;
