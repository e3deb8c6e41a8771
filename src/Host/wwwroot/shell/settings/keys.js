import { call } from '../api.js';
import { ask, choices, field, tell } from '../dialog.js';
import { h, moment, table, tags } from '../dom.js';
import { redraw } from '../focus.js';

export async function show(root) {
  const [{ applications }, { roles }] = await Promise.all([call('GET', 'identity/applications'), call('GET', 'identity/roles')]);
  const again = () => show(root);

  async function add() {
    let made = null;
    await ask({
      title: 'Make an API key', action: 'Make',
      content: [
        field('Name', 'name', { required: true, maxlength: 64, autocomplete: 'off' }, 'The program that calls, such as podcast-importer.'),
        field('Good until', 'expires', { type: 'date' }, 'Empty: until it is deleted.'),
        choices('Roles', 'roles', roles.map(role => [role.id, role.name]), ['operator']),
      ],
      run: async data => {
        const day = data.get('expires');
        made = await call('POST', 'identity/applications', {
          name: data.get('name'), roles: data.getAll('roles'), ...(day ? { expiresAt: new Date(`${day}T23:59:59`).toISOString() } : {}),
        });
      },
    });
    if (made) {
      await tell({
        title: `The key of ${made.name}`,
        content: [h('p', {}, 'Copy it now: it is shown this once.'), h('p', {}, h('code', { class: 'secret', tabindex: '0' }, made.apiKey)),
          h('p', { class: 'quiet' }, 'A request sends it as the header ', h('code', {}, 'Authorization: ApiKey …'))],
      });
    }
    await again();
  }

  const remove = key => ask({
    title: `Delete the key ${key.name}?`, action: 'Delete', danger: true, content: h('p', {}, 'Whoever calls with it is refused from now on.'),
    run: () => call('DELETE', `identity/applications/${key.id}`),
  }).then(again);

  redraw(root,
    h('header', {}, h('h1', { id: 'title' }, 'API keys'), h('button', { type: 'button', class: 'primary', onclick: add }, 'Make a key')),
    table('API keys', [
      ['Name', key => key.name],
      ['Roles', key => tags(key.roles)],
      ['Used', key => moment(key.lastUsedAt)],
      ['Good until', key => key.expiresAt ? moment(key.expiresAt) : 'it is deleted'],
      ['', key => h('p', { class: 'buttons' }, h('button', { type: 'button', class: 'danger', 'aria-label': `Delete ${key.name}`, onclick: () => remove(key) }, 'Delete'))],
    ], applications, 'No program has a key yet.'));
}
