// What the pages of the ledger share.

import { call, session } from '../api.js';
import { h } from '../dom.js';

const sections = [['recordings', '/transcriptions', 'Recordings'], ['spend', '/transcriptions/spend', 'Spending']];

// The page around one section.
export function frame(main, current, action, ...content) {
  main.classList.add('wide');
  main.replaceChildren(
    h('nav', { class: 'sections', 'aria-label': 'Transcriptions' }, sections.map(([name, path, title]) =>
      h('a', { href: path, 'aria-current': name === current && 'page' }, title))),
    h('section', { 'aria-labelledby': 'title' },
      h('header', {}, h('h1', { id: 'title' }, current === 'spend' ? 'Spending' : 'Transcriptions'), action),
      content));
}

// The ledger knows workflows by id; people know them by name.
export async function workflowNames() {
  if (!session.may('read:workflow-definitions')) return new Map();
  const { items } = await call('GET', 'workflow-definitions?versionOptions=Latest&pageSize=1000');
  return new Map(items.map(item => [item.definitionId, item.name || item.definitionId]).sort((a, b) => a[1].localeCompare(b[1])));
}
