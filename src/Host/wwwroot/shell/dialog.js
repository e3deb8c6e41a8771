// One dialog for all questions: the browser keeps the focus inside, and gives it back.

import { h } from './dom.js';
import { press } from './focus.js';

// Asks, and does; what goes wrong is said in the dialog, which stays open. Resolves when it is closed.
export function ask({ title, content = [], action, danger = false, run }) {
  const message = h('p', { class: 'error', role: 'alert' });
  const submit = h('button', { class: danger ? 'danger' : 'primary' }, action);
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, title), content, message,
    h('p', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), submit));
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);

  form.addEventListener('submit', event => {
    event.preventDefault();
    press(submit, async () => {
      message.textContent = '';
      try {
        await run(new FormData(form));
        dialog.close();
      } catch (error) {
        message.textContent = error.message;
      }
    });
  });
  return show(dialog);
}

// Shows something once.
export function tell({ title, content, wide = false }) {
  const dialog = h('dialog', { 'aria-labelledby': 'dialog-title', class: wide && 'wide' },
    h('form', { method: 'dialog' }, h('h2', { id: 'dialog-title' }, title), content, h('p', { class: 'buttons' }, h('button', { class: 'primary' }, 'Done'))));
  return show(dialog);
}

function show(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve();
  }));
}

let lastId = 0;

// A labelled field of a form; with rows it has several lines.
export function field(label, name, attributes = {}, hint = null) {
  const id = `field-${++lastId}`;
  return h('p', { class: 'field' },
    h('label', { for: id }, label),
    h(attributes.rows ? 'textarea' : 'input', { id, name, ...(hint ? { 'aria-describedby': `${id}-hint` } : {}), ...attributes }),
    hint && h('small', { id: `${id}-hint`, class: 'quiet' }, hint));
}

// One of some choices: [value, label].
export function select(label, name, options, chosen, attributes = {}, hint = null) {
  const id = `field-${++lastId}`;
  return h('p', { class: 'field' },
    h('label', { for: id }, label),
    h('select', { id, name, ...(hint ? { 'aria-describedby': `${id}-hint` } : {}), ...attributes },
      options.map(([value, text]) => h('option', { value, selected: value === chosen }, text))),
    hint && h('small', { id: `${id}-hint`, class: 'quiet' }, hint));
}

// Several of some choices: [value, label, hint].
export const choices = (legend, name, options, chosen = []) => h('fieldset', {},
  h('legend', {}, legend),
  options.map(([value, label, hint]) => h('label', { class: 'choice' },
    h('input', { type: 'checkbox', name, value, checked: chosen.includes(value) }), h('span', {}, label, hint && h('small', { class: 'quiet' }, hint)))));
