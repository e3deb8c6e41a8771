import { call, session } from '../api.js';
import { ask, choices, field } from '../dialog.js';
import { h, moment, table, tags } from '../dom.js';
import { redraw } from '../focus.js';

export async function show(root) {
  const [{ users }, { roles }, me] = await Promise.all([call('GET', 'identity/users'), call('GET', 'identity/roles'), call('GET', 'identity/me')]);
  const options = roles.map(role => [role.id, role.name]);
  const again = () => show(root);
  const password = label => field(label, 'password', { type: 'password', minlength: me.minPasswordLength, required: true, autocomplete: 'new-password' },
    `At least ${me.minPasswordLength} characters.`);

  const add = () => ask({
    title: 'Add a user', action: 'Add',
    content: [field('Name', 'name', { required: true, maxlength: 64, autocomplete: 'off' }), password('Password'), choices('Roles', 'roles', options, ['viewer'])],
    run: data => call('POST', 'identity/users', { name: data.get('name'), password: data.get('password'), roles: data.getAll('roles') }),
  }).then(again);

  const change = user => ask({
    title: `Roles of ${user.name}`, action: 'Save', content: choices('Roles', 'roles', options, user.roles),
    run: data => call('PUT', `identity/users/${user.id}/roles`, { roles: data.getAll('roles') }),
  }).then(again);

  const reset = user => ask({
    title: `New password for ${user.name}`, action: 'Save', content: [password('New password'), h('p', { class: 'quiet' }, 'The user is signed out everywhere.')],
    run: data => call('PUT', `identity/users/${user.id}/password`, { password: data.get('password') }),
  }).then(again);

  const remove = user => ask({
    title: `Delete ${user.name}?`, action: 'Delete', danger: true, content: h('p', {}, 'The user is signed out everywhere. What the user did stays in the audit log.'),
    run: () => call('DELETE', `identity/users/${user.id}`),
  }).then(again);

  redraw(root,
    h('header', {}, h('h1', { id: 'title' }, 'Users'), h('button', { type: 'button', class: 'primary', onclick: add }, 'Add a user')),
    table('Users', [
      ['Name', user => user.name],
      ['Roles', user => tags(user.roles)],
      ['Signed in', user => moment(user.lastSignInAt)],
      ['', user => h('span', { class: 'buttons' },
        h('button', { type: 'button', 'aria-label': `Roles of ${user.name}`, onclick: () => change(user) }, 'Roles'),
        h('button', { type: 'button', 'aria-label': `Password of ${user.name}`, onclick: () => reset(user) }, 'Password'),
        user.name !== session.name && h('button', { type: 'button', 'aria-label': `Delete ${user.name}`, class: 'danger', onclick: () => remove(user) }, 'Delete'))],
    ], users));
}
