// Writing a template against a recorded run: what it makes is there while one types, and a mistake by line and column. It costs nothing.

import { call } from '../api.js';
import { field, select } from '../dialog.js';
import { h, table } from '../dom.js';
import { said } from '../states.js';
import { beginnings } from './beginnings.js';
import { frame } from './parts.js';
import { offsetOf, shapeOf } from './place.js';

const pause = 250;

export async function show(main) {
  const sample = await call('GET', '/api/templates/sample');
  const choice = select('Begin with', 'beginning', beginnings.map(([name], i) => [String(i), name]), '0', { onchange: begin });
  const source = field('Template', 'template', { rows: 16, spellcheck: 'false', autocapitalize: 'off' });
  const input = source.querySelector('textarea');
  const output = h('pre', { tabindex: '0', role: 'region', 'aria-label': 'What it makes' });
  const mistake = h('div', { role: 'alert' });
  let waiting, latest = 0;

  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(render, pause);
  });

  frame(main, 'templates', 'Templates',
    h('p', {}, 'Try a template on a recorded meeting before you put it into a workflow. It costs nothing, and nothing is kept.'),
    h('div', { class: 'filters' }, choice),
    h('div', { class: 'bench' }, source, h('div', {}, h('h2', {}, 'What it makes'), mistake, output)),
    h('h2', {}, 'Names that it can use'),
    table('Names', [
      ['Name', ([name]) => h('button', { type: 'button', 'aria-label': `Insert ${name}`, onclick: () => insert(name) }, name)],
      ['Holds', ([, value]) => h('span', { class: 'quiet long' }, shapeOf(value))],
    ], Object.entries(sample)),
    h('p', { class: 'quiet' }, 'In a workflow there are also its variables and inputs, by their names.'));
  await begin();

  function begin() {
    input.value = beginnings[Number(choice.querySelector('select').value)][1];
    return render();
  }

  function insert(name) {
    input.setRangeText(`{{ ${name} }}`, input.selectionStart, input.selectionEnd, 'end');
    input.focus();
    return render();
  }

  // Answers may overtake each other; only the newest counts.
  async function render() {
    const turn = ++latest;
    try {
      const { text } = await call('POST', '/api/templates/preview', { template: input.value });
      if (turn === latest) draw(text, null);
    } catch (error) {
      if (turn === latest) draw(null, error);
    }
  }

  function draw(text, error) {
    output.classList.toggle('quiet', error !== null);
    if (text !== null) output.textContent = text;
    mistake.replaceChildren(...(error === null ? [] : [
      h('p', { class: 'notice error' }, said(error), error.problem?.line ? [' ', h('button', { type: 'button', onclick: () => goTo(error.problem) }, 'Show')] : null)]));
  }

  function goTo({ line, column }) {
    const place = offsetOf(input.value, line, column ?? 1);
    input.focus();
    input.setSelectionRange(place, place + 1);
  }
}
