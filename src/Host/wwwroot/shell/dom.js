// Builds elements; text stays text.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// A moment as people of this place write it; the exact one on hover.
export function moment(text) {
  if (!text) return h('span', { class: 'quiet' }, 'never');
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return h('time', { datetime: text, title: text }, format.format(new Date(text)));
}

// A table that becomes a list of cards on a phone. A column is a title and what to show of a row.
export function table(caption, columns, rows, none) {
  if (rows.length === 0) return h('p', { class: 'quiet' }, none);
  return h('table', {},
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, columns.map(([title]) => h('th', { scope: 'col' }, title || h('span', { class: 'unseen' }, 'Actions'))))),
    h('tbody', {}, rows.map(row => h('tr', {}, columns.map(([title, show]) => h('td', { 'data-title': title }, show(row)))))));
}

export const tags = values => h('span', { class: 'tags' }, values.map(value => h('span', { class: 'tag' }, value)));
