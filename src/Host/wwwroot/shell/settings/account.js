import { call, session } from '../api.js';
import { ask, field } from '../dialog.js';
import { h, tags } from '../dom.js';
import { named } from '../permissions.js';

export async function show(root) {
  const me = await call('GET', 'identity/me');
  const message = h('p', { role: 'status' });

  async function change() {
    let isChanged = false;
    await ask({
      title: 'Change my password', action: 'Change',
      content: [
        h('input', { name: 'username', value: session.name, autocomplete: 'username', hidden: true }),
        field('Current password', 'current', { type: 'password', required: true, autocomplete: 'current-password' }),
        field('New password', 'next', { type: 'password', required: true, minlength: me.minPasswordLength, autocomplete: 'new-password' },
          `At least ${me.minPasswordLength} characters.`),
      ],
      run: async data => {
        await call('PUT', 'identity/me/password', { currentPassword: data.get('current'), newPassword: data.get('next') });
        isChanged = true;
      },
    });
    message.textContent = isChanged ? 'The password is changed. Other browsers where you were signed in are signed out.' : '';
  }

  root.replaceChildren(
    h('header', {}, h('h1', { id: 'title' }, 'My account'), h('button', { type: 'button', class: 'primary', onclick: change }, 'Change my password')),
    message,
    h('dl', {},
      h('dt', {}, 'Name'), h('dd', {}, me.name),
      h('dt', {}, 'Roles'), h('dd', {}, tags(me.roles)),
      h('dt', {}, 'You may'), h('dd', {}, tags(named(me.permissions)))));
}
