// Bars by day, without a library: the numbers are counted here, the drawing is below, and a table beside it says the same.

import { h, svg } from './dom.js';

const dayLength = 86_400_000;
const plotHeight = 100;
const slot = 10;
const barWidth = 7;

// The days from one to another, both with, as the ledger has them: in UTC.
export function daysBetween(from, to) {
  const days = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += dayLength) days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

export const today = (now = Date.now()) => new Date(now).toISOString().slice(0, 10);

export const daysAgo = (days, now = Date.now()) => today(now - days * dayLength);

// A value for each day; none was spent on a day that has no line.
export function byDay(lines, days, value) {
  const known = new Map(lines.map(line => [line.key, value(line)]));
  return days.map(day => ({ day, value: known.get(day) ?? 0 }));
}

// The end of an axis: the next round number, such as 3, 40 or 0.05.
export function roundUp(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].map(step => step * power).find(end => end >= value * (1 - 1e-9));
}

// Where the bars stand in a plot that is as many slots wide as there are points. What is not nothing can be seen.
export function bars(points, end) {
  return points.map(({ value }, index) => {
    const height = value > 0 ? Math.max(1.5, value / end * plotHeight) : 0;
    return { x: index * slot + (slot - barWidth) / 2, y: plotHeight - height, width: barWidth, height };
  });
}

const asDay = (day, options) => new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options }).format(new Date(day));

export const shortDay = day => asDay(day, { day: 'numeric', month: 'short' });
export const longDay = day => asDay(day, { dateStyle: 'medium' });

// Draws points of days. The words of an axis are HTML, which does not stretch with the drawing.
export function plot({ title, points, show, whole = false }) {
  const highest = points.reduce((best, point) => point.value > best.value ? point : best, points[0]);
  const end = Math.max(roundUp(highest.value), whole ? 1 : 0);
  const places = bars(points, end);
  const total = show(points.reduce((sum, point) => sum + point.value, 0));
  const [first, last] = [shortDay(points[0].day), shortDay(points.at(-1).day)];
  const summary = `${title} by day, ${first} to ${last}: ${total}${highest.value > 0 ? `, most on ${shortDay(highest.day)} with ${show(highest.value)}` : ''}.`;

  return h('figure', { class: 'plot' },
    h('figcaption', {}, h('span', {}, title), h('strong', {}, total)),
    h('div', { class: 'area' },
      h('span', { class: 'end', 'aria-hidden': 'true' }, show(end)),
      svg('svg', { role: 'img', 'aria-label': summary, viewBox: `0 0 ${points.length * slot} ${plotHeight}`, preserveAspectRatio: 'none' },
        points.map((point, index) => svg('g', {},
          svg('title', {}, `${longDay(point.day)}: ${show(point.value)}`),
          svg('rect', { class: 'reach', x: index * slot, y: 0, width: slot, height: plotHeight }),
          svg('rect', { class: 'amount', ...places[index] }))))),
    h('div', { class: 'span', 'aria-hidden': 'true' }, h('span', {}, first), h('span', {}, last)));
}

// A bar in a cell of a table: how much of the most.
export const share = (value, most) => svg('svg', { class: 'share', 'aria-hidden': 'true', viewBox: '0 0 100 10', preserveAspectRatio: 'none' },
  svg('rect', { class: 'rest', x: 0, y: 0, width: 100, height: 10 }),
  svg('rect', { class: 'amount', x: 0, y: 0, width: most > 0 ? Math.max(value > 0 ? 1 : 0, value / most * 100) : 0, height: 10 }));
