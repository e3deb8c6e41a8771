// One connection: its settings, a test before it is saved, and secrets that go in and never come out.

import { call } from '../api.js';
import { field, select } from '../dialog.js';
import { h } from '../dom.js';
import { press } from '../focus.js';
import { announcer, said } from '../states.js';
import { fieldsFor, labelOf, settingsOf, typeName } from './connection.js';

const api = '/api/connections';
const kindField = 'kind';

export async function show(main, typeId, name) {
  const types = await call('GET', `${api}/types`);
  const type = types.find(candidate => candidate.name === typeId);
  if (!type) throw new Error(`There is no connection type '${typeId}'.`);
  const known = name ? await call('GET', `${api}/${encodeURIComponent(typeId)}/${encodeURIComponent(name)}`) : null;
  const isSaved = known?.origin === 'Database';
  const title = name ? `${typeName(typeId)}: ${name}` : `New connection: ${typeName(typeId)}`;
  document.title = `${title} - Transcribe.Workflows`;

  const { element, say } = announcer();
  const rows = h('div', { class: 'rows' });
  const testing = h('button', { type: 'button', onclick: test }, 'Test');
  const saving = h('button', { class: 'primary' }, 'Save');
  const form = h('form', { class: 'settings', novalidate: true },
    name ? null : field('Name (required)', 'name', { required: true, maxlength: 64, autocomplete: 'off', pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*' }, 'Workflows use it: letters, digits, dot, dash, underscore.'),
    rows, element, h('p', { class: 'buttons' }, saving, testing, h('a', { class: 'button', href: '/connections' }, 'Cancel')));
  form.addEventListener('submit', save);
  form.addEventListener('change', event => {
    if (event.target.name !== kindField) return;
    draw(new FormData(form));
    form.elements[kindField].focus();
  });

  main.classList.add('text');
  main.replaceChildren(
    h('p', { class: 'back' }, h('a', { href: '/connections' }, 'Connections')),
    h('section', { 'aria-labelledby': 'title' }, h('header', {}, h('h1', { id: 'title' }, title)),
      known && !isSaved && h('p', { class: 'banner' }, 'This one comes with the server. What you save takes its place; delete it, and the server\'s is back.'),
      form,
      isSaved && typeId === 'webhook' && h('p', { class: 'quiet' }, 'A receiver that answers 410 Gone gets nothing more until its address is another one, or until you start it again. ',
        h('button', { type: 'button', onclick: restart }, 'Start again'))));
  draw(new Map(Object.entries(known?.settings ?? {})));

  function shown(values) {
    const kind = values.get(kindField) || type.fields.find(known => known.name === kindField)?.choices[0];
    return fieldsFor(type.fields, kind);
  }

  function draw(values) {
    rows.replaceChildren(...shown(values).map(setting => control(setting, values.get(setting.name) ?? '')));
  }

  function control(setting, value) {
    const text = labelOf(setting);
    if (setting.kind === 'choice') return select(text, setting.name, setting.choices.map(choice => [choice, choice]), value || setting.default || setting.choices[0], {}, setting.description);
    if (setting.kind === 'boolean') return select(text, setting.name, [['true', 'Yes'], ['false', 'No']], value || setting.default || 'false', {}, setting.description);
    if (setting.isSecret) return secret(setting, text);
    return field(text, setting.name, {
      type: setting.kind === 'number' ? 'number' : 'text', value, required: setting.isRequired, autocomplete: 'off', spellcheck: 'false',
      placeholder: setting.default,
    }, setting.description);
  }

  function secret(setting, text) {
    const isSet = isSaved && known.secrets.includes(setting.name);
    return h('div', {},
      field(text, setting.name, { ...(setting.kind === 'lines' ? { rows: 5, class: 'masked' } : { type: 'password' }), autocomplete: 'new-password', required: setting.isRequired && !isSet, placeholder: isSet ? 'set; leave empty to keep it' : null }, setting.description),
      isSet && !setting.isRequired && h('label', { class: 'choice' }, h('input', { type: 'checkbox', name: `remove-${setting.name}`, value: 'yes' }), h('span', {}, 'Remove it')));
  }

  const body = data => ({ settings: settingsOf(shown(data), data, !isSaved) });
  const pathOf = data => `${api}/${encodeURIComponent(typeId)}/${encodeURIComponent(name ?? data.get('name').trim())}`;

  async function test() {
    await whileBusy('Trying…', async data => {
      const { works, message } = await call('POST', `${api}/${encodeURIComponent(typeId)}/${encodeURIComponent(name ?? (data.get('name').trim() || 'new'))}/test`, body(data));
      say(`${works ? 'It works.' : 'It does not work.'} ${message}`, !works);
    });
  }

  async function restart() {
    try {
      await call('POST', `/api/webhook-receivers/${encodeURIComponent(name)}/start`);
      say('It is started again. What was rejected meanwhile can be sent again under Deliveries.');
    } catch (error) {
      say(error.status === 404 ? 'It was not stopped.' : said(error), error.status !== 404);
    }
  }

  async function save(event) {
    event.preventDefault();
    if (!form.reportValidity()) return;
    await whileBusy('Saving…', async data => {
      const view = await call('PUT', pathOf(data), body(data));
      location.assign(`/connections?saved=${encodeURIComponent(`${typeName(typeId)} ${view.name}`)}`);
    });
  }

  const whileBusy = (text, work) => press(saving, () => press(testing, async () => {
    say(text);
    try {
      await work(new FormData(form));
    } catch (error) {
      say(said(error), true);
    }
  }));
}
