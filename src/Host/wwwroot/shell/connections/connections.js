// Named connections: what workflows name instead of holding keys.

import { call } from '../api.js';
import { ask, field } from '../dialog.js';
import { h, moment, table } from '../dom.js';
import { press, redraw } from '../focus.js';
import { announcer, empty, said, waiting } from '../states.js';
import { label } from '../words.js';
import { can, editPath, originOf, purposeOf, typeName } from './connection.js';
import * as form from './form.js';

const api = '/api/connections';

export async function show(main, id) {
  if (id) return form.show(main, ...id.split('/'));

  const types = await call('GET', `${api}/types`);
  const { element, say } = announcer();
  const region = h('div', {}, waiting());
  const saved = new URLSearchParams(location.search).get('saved');
  main.classList.add('wide');
  main.replaceChildren(h('section', { 'aria-labelledby': 'title' },
    h('header', {}, h('h1', { id: 'title' }, 'Connections'), h('button', { type: 'button', class: 'primary', onclick: choose }, 'New connection')),
    h('p', { class: 'quiet' }, 'Workflows name a connection; the server keeps its secrets encrypted, and shows them to nobody. The one named ', h('strong', {}, 'default'), ' is used where a workflow names none.'),
    element, region));
  await draw();
  if (saved) say(`${saved} is saved.`);

  async function draw() {
    const connections = await call('GET', api);
    redraw(region, connections.length === 0
      ? empty('No connection yet', 'Make one, and workflows can use it by its name.')
      : table('Connections by type', [
        ['Name', connection => [h('span', { class: 'name' }, connection.name), h('small', { class: 'quiet' }, typeName(connection.type))]],
        ['From', connection => originOf(connection)],
        ['Changed', connection => connection.updatedAt ? [moment(connection.updatedAt), connection.rotatedAt && h('small', { class: 'quiet' }, 'secrets ', moment(connection.rotatedAt))] : null],
        ['State', connection => tester(connection)],
        ['', connection => actions(connection)],
      ], connections));
  }

  // The answer stands beside the button that asked for it.
  function tester(connection) {
    const answer = h('span', { role: 'status', class: 'answer' }, connection.problem && h('span', { class: 'error' }, connection.problem));
    const button = h('button', { type: 'button', 'aria-label': `Test ${nameOf(connection)}`, onclick: () => press(button, test) }, 'Test');
    async function test() {
      answer.replaceChildren('Trying…');
      const { works, message } = await call('POST', `${pathOf(connection)}/test`).catch(error => ({ works: false, message: said(error) }));
      answer.replaceChildren(h('span', { class: `state ${works ? 'good' : 'bad'}` }, works ? 'Works' : 'Does not work'), h('small', { class: 'reason' }, message));
    }
    return h('div', { class: 'tester' }, button, answer);
  }

  function actions(connection) {
    const may = can(connection);
    const name = nameOf(connection);
    return h('span', { class: 'buttons' },
      may.edit && h('a', { class: 'button', 'aria-label': `${may.remove ? 'Edit' : 'Replace'} ${name}`, href: editPath(connection.type, connection.name) }, may.remove ? 'Edit' : 'Replace'),
      may.rotate && h('button', { type: 'button', 'aria-label': `New secrets for ${name}`, onclick: () => rotate(connection) }, 'New secrets'),
      may.remove && h('button', { type: 'button', class: 'danger', 'aria-label': `Delete ${name}`, onclick: () => remove(connection) }, 'Delete'));
  }

  async function rotate(connection) {
    let isRotated = false;
    await ask({
      title: `New secrets for ${nameOf(connection)}`, action: 'Replace',
      content: [
        h('p', {}, 'They are tested first. Only when they work do they take the place of the old ones; workflows need no change.'),
        connection.secrets.map(secret => field(label(secret), secret, secretInput(connection, secret), 'Empty: it stays as it is.')),
        h('label', { class: 'choice' }, h('input', { type: 'checkbox', name: 'withoutTest', value: 'true' }), h('span', {}, 'Replace them without a test')),
      ],
      run: async data => {
        const settings = Object.fromEntries(connection.secrets.map(secret => [secret, data.get(secret).trim()]).filter(([, value]) => value));
        if (Object.keys(settings).length === 0) throw new Error('Type at least one new secret.');
        await call('POST', `${pathOf(connection)}/rotate?withoutTest=${data.get('withoutTest') === 'true'}`, { settings });
        isRotated = true;
      },
    });
    if (!isRotated) return;
    await draw();
    say(`The secrets of ${nameOf(connection)} are replaced.`);
  }

  async function remove(connection) {
    let isGone = false;
    await ask({
      title: `Delete ${nameOf(connection)}?`, action: 'Delete', danger: true,
      content: h('p', {}, 'Workflows that name it fail from now on, and cannot be published. Its secrets are gone for good.'),
      run: async () => {
        await call('DELETE', pathOf(connection));
        isGone = true;
      },
    });
    if (!isGone) return;
    await draw();
    say(`${nameOf(connection)} is deleted.`);
  }

  // A key in PEM form has several lines.
  function secretInput({ type }, name) {
    const isLong = types.find(known => known.name === type)?.fields.find(known => known.name === name)?.kind === 'lines';
    return { autocomplete: 'off', ...(isLong ? { rows: 5, class: 'masked' } : { type: 'password' }) };
  }

  async function choose() {
    await ask({
      title: 'New connection', action: 'Next',
      content: h('fieldset', {}, h('legend', {}, 'To what?'), types.map((type, index) => h('label', { class: 'choice' },
        h('input', { type: 'radio', name: 'type', value: type.name, checked: index === 0 }), h('span', {}, typeName(type.name), h('small', { class: 'quiet' }, purposeOf(type.name)))))),
      run: data => location.assign(editPath(data.get('type'))),
    });
  }
}

const nameOf = connection => `${typeName(connection.type)} ${connection.name}`;
const pathOf = connection => `${api}/${encodeURIComponent(connection.type)}/${encodeURIComponent(connection.name)}`;
