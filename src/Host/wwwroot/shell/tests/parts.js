// What the pages for trying things share.

import { session } from '../api.js';
import { h } from '../dom.js';
import { pageOf } from '../places.js';

const sections = [['webhooks', '/tests', 'Webhooks'], ['templates', '/tests/templates', 'Templates'], ['samples', '/tests/samples', 'Samples']];

// The page around one section.
export function frame(main, current, title, ...content) {
  main.classList.add('wide');
  main.replaceChildren(
    h('nav', { class: 'sections', 'aria-label': 'Tests' }, sections.filter(([, path]) => session.may(pageOf(path).permission)).map(([name, path, text]) =>
      h('a', { href: path, 'aria-current': name === current && 'page' }, text))),
    h('section', { 'aria-labelledby': 'title' }, h('header', {}, h('h1', { id: 'title' }, title)), content));
}
