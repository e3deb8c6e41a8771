// The pinned samples of a workflow: what its steps give in test runs instead of being executed.

import { call, session } from '../api.js';
import { select } from '../dialog.js';
import { h, table } from '../dom.js';
import { redraw } from '../focus.js';
import { runPath } from '../places.js';
import { announcer, said, waiting } from '../states.js';
import { frame } from './parts.js';

const longest = 200;
const workflowsShown = 200;

export async function show(main) {
  const { element, say } = announcer();
  const region = h('div', {}, waiting());
  const { items: workflows } = await call('GET', `workflow-definitions?versionOptions=Latest&page=0&pageSize=${workflowsShown}`);
  const names = new Map(workflows.map(({ definitionId, name }) => [definitionId, name || definitionId]));
  const asked = new URLSearchParams(location.search).get('workflow');
  let chosen = names.has(asked) ? asked : workflows[0]?.definitionId;

  frame(main, 'samples', 'Pinned samples',
    h('p', {}, 'A step with a sample is answered with it in test runs: no call, no cost, no delivery. Other runs execute every step. Pin one from a run: “Run again from …” on its page.'),
    h('form', { class: 'filters', onsubmit: event => act(event, start), onchange: event => choose(event.target.value) },
      select('Workflow', 'workflow', [...names], chosen), h('p', { class: 'buttons' }, h('button', { class: 'primary' }, 'Run the draft with its samples'))),
    element, region);
  await draw();

  function choose(id) {
    chosen = id;
    say('');
    return draw();
  }

  async function draw() {
    const { items } = chosen ? await call('GET', `${pathOf(chosen)}/pins`) : { items: [] };
    redraw(region, table('Steps with a sample', [
      ['Step', pin => h('span', { class: 'name' }, pin.name)],
      ['Outcome', pin => pin.outcomes.join(', ')],
      ['Gives', pin => h('code', { class: 'long' }, short(JSON.stringify(pin.outputs ?? {})))],
      ['', pin => session.may('write:workflow-definitions') && h('p', { class: 'buttons' }, h('button', { type: 'button', 'aria-label': `Unpin ${pin.name}`, onclick: event => act(event, () => unpin(pin)) }, 'Unpin'))],
    ], items, chosen ? `No step of ${names.get(chosen)} has a sample.` : 'There is no workflow yet.'));
  }

  async function act(event, what) {
    event.preventDefault();
    try {
      await what();
    } catch (error) {
      say(said(error), true);
    }
    await draw();
  }

  async function start() {
    const { workflowInstanceId } = await call('POST', `${pathOf(chosen)}/dispatch`, { versionOptions: 'Latest', test: true });
    say(`${names.get(chosen)} runs as a test. `, false, h('a', { href: runPath(workflowInstanceId) }, 'Open its run'));
  }

  async function unpin(pin) {
    await call('DELETE', `${pathOf(chosen)}/pins/${encodeURIComponent(pin.activityId)}`);
    say(`${pin.name} has no sample any more.`);
  }
}

const pathOf = id => `workflow-definitions/${encodeURIComponent(id)}`;
const short = text => text.length > longest ? `${text.slice(0, longest)}…` : text;
