import { call } from '../api.js';
import { ask, choices, field } from '../dialog.js';
import { h, table, tags } from '../dom.js';
import { redraw } from '../focus.js';
import { named } from '../permissions.js';

const builtIn = ['viewer', 'author', 'operator', 'administrator'];

export async function show(root) {
  const [{ roles }, { items }] = await Promise.all([call('GET', 'identity/roles'), call('GET', 'identity/permissions')]);
  const options = items.map(({ name, description }) => [name, description, name]);
  const again = () => show(root);
  const bodyOf = data => ({ name: data.get('name'), permissions: data.getAll('permissions') });
  const form = role => [field('Name', 'name', { required: true, maxlength: 64, value: role?.name }), choices('Permissions', 'permissions', options, role?.permissions)];

  const add = () => ask({ title: 'Add a role', action: 'Add', content: form(), run: data => call('POST', 'identity/roles', bodyOf(data)) }).then(again);

  const change = role => ask({
    title: `Change ${role.name}`, action: 'Save', content: form(role), run: data => call('PUT', `identity/roles/${encodeURIComponent(role.id)}`, bodyOf(data)),
  }).then(again);

  const remove = role => ask({
    title: `Delete ${role.name}?`, action: 'Delete', danger: true, content: h('p', {}, 'Users and keys that have the role lose what it allows.'),
    run: () => call('DELETE', `identity/roles/${encodeURIComponent(role.id)}`),
  }).then(again);

  redraw(root,
    h('header', {}, h('h1', { id: 'title' }, 'Roles'), h('button', { type: 'button', class: 'primary', onclick: add }, 'Add a role')),
    table('Roles', [
      ['Name', role => role.name],
      ['Permissions', role => tags(named(role.permissions))],
      ['', role => builtIn.includes(role.id) ? h('span', { class: 'buttons quiet' }, 'always there') : h('span', { class: 'buttons' },
        h('button', { type: 'button', 'aria-label': `Change ${role.name}`, onclick: () => change(role) }, 'Change'),
        h('button', { type: 'button', class: 'danger', 'aria-label': `Delete ${role.name}`, onclick: () => remove(role) }, 'Delete'))],
    ], roles));
}
