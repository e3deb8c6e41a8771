import { call } from '../api.js';
import { h, moment, table } from '../dom.js';

const outcomes = { done: 'done', refused: 'refused', failed: 'failed' };

export async function show(root) {
  const search = new URLSearchParams(location.search);
  const { items, before } = await call('GET', `audit-log?${search}`);
  const at = name => search.get(name) ?? '';
  const filter = (label, name) => h('label', {}, label, h('input', { name, value: at(name) }));

  // A page a query: links, reloads and the browser's way back work.
  const page = changes => `/settings/audit?${new URLSearchParams({ ...Object.fromEntries(search), ...changes })}`;

  root.replaceChildren(
    h('header', {}, h('h1', { id: 'title' }, 'Audit log')),
    h('form', { method: 'get', action: '/settings/audit', class: 'filters', role: 'search' },
      filter('Who', 'actor'), filter('What', 'action'), filter('To what', 'target'), h('button', {}, 'Filter')),
    table('Who did what, newest first', [
      ['When', line => moment(line.at)],
      ['Who', line => line.actor ? [line.actor, line.actorKind === 'api-key' && h('small', { class: 'quiet' }, ' key')] : h('span', { class: 'quiet' }, 'nobody signed in')],
      ['What', line => line.action],
      ['To what', line => h('span', { class: 'long' }, line.target ?? '')],
      ['Ended', line => h('span', { class: `outcome ${line.outcome ?? 'open'}` }, outcomes[line.outcome] ?? 'not known')],
      ['From', line => line.address ?? 'this machine'],
    ], items, 'Nothing was done yet that fits.'),
    before && h('p', { class: 'buttons' }, h('a', { class: 'button', href: page({ before }) }, 'Older')));
}
