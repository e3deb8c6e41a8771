// One list of the overview: a title and a table, or nothing at all where there is nothing to list.

import { h, table } from '../dom.js';

export const list = (id, title, caption, columns, rows, ...more) => rows.length > 0 && h('section', { 'aria-labelledby': id },
  h('header', {}, h('h2', { id }, title)), table(caption, columns, rows), more);
