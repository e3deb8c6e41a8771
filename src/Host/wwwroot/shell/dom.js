// Builds elements; text stays text.
export const h = (tag, properties, ...children) => build(document.createElement(tag), properties, children);

export const svg = (tag, properties, ...children) => build(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);

function build(element, properties = {}, children = []) {
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

// A table that becomes a list of cards on a phone. A column is a title, what to show of a row, and a class: number is aligned right.
export function table(caption, columns, rows, none) {
  if (rows.length === 0) return h('p', { class: 'quiet' }, none);
  return h('table', {},
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, columns.map(([title, , kind]) => h('th', { scope: 'col', class: kind }, title || h('span', { class: 'unseen' }, 'Actions'))))),
    h('tbody', {}, rows.map(row => h('tr', {}, columns.map(([title, show, kind]) => h('td', { 'data-title': title, class: kind }, show(row)))))));
}

export const tags = values => h('span', { class: 'tags' }, values.map(value => h('span', { class: 'tag' }, value)));
