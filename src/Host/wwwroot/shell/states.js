// What a page shows when there is nothing, when it failed, and while it waits.

import { h } from './dom.js';
import { isInUse } from './focus.js';

// There is nothing: what this place is for, and what to do about it.
export const empty = (title, ...text) => h('div', { class: 'empty' }, h('h2', {}, title), text.map(part => typeof part === 'string' ? h('p', {}, part) : part));

// It is being read.
export const waiting = () => h('p', { class: 'quiet' }, 'Reading…');

// It failed: why, and a button to try again.
export const problem = (title, error, again) => h('div', { class: 'empty', role: 'alert' },
  h('h1', { id: 'title' }, title),
  h('p', { class: 'error' }, said(error)),
  h('p', {}, 'Try again in a moment. If it stays like this, the server\'s log says more.'),
  h('p', { class: 'buttons' }, h('button', { type: 'button', class: 'primary', onclick: again }, 'Try again')));

// fetch says "Failed to fetch" when nobody answers.
export const said = error => error instanceof TypeError ? 'The server cannot be reached.' : error.message;

// Says what was done, to those who see and to those who listen.
export function announcer() {
  const element = h('p', { class: 'notice', role: 'status' });
  return { element, say: (text, isProblem = false, ...more) => { element.replaceChildren(text, ...more); element.classList.toggle('error', isProblem); } };
}

// Reads again and again while somebody looks. What did not change is not drawn anew, and nothing moves under the keyboard.
export function keepFresh(region, seconds, read, draw) {
  let last = null;
  async function refresh(force = false) {
    const news = await read();

    // How long something waits changes by the minute, without any news.
    const text = JSON.stringify([news, Math.floor(Date.now() / 60_000)]);
    if (!force && (text === last || isInUse(region))) return;
    last = text;
    draw(news);
  }
  setInterval(() => document.visibilityState === 'visible' && !document.querySelector('dialog[open]') && refresh().catch(() => {}), seconds * 1000);
  return refresh;
}
