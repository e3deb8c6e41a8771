// The designer's pages: the path says what is shown. The runtime starts once; going from place to place changes the component only.

import { call, renewTokensOfPage, session, toSignIn } from '../api.js';
import { h } from '../dom.js';
import { enter, mark } from '../frame.js';
import { replayPath } from '../places.js';
import { dress } from './icons.js';
import { deferMonaco } from './monaco.js';
import { belowBase, firstCall, match, parametersOf, runOf } from './routes.js';
import { createStage } from './stage.js';
import { tellStory } from './story.js';
import { createBar, watchSaves } from './warnings.js';

const base = new URL(document.baseURI).pathname;
const main = document.getElementById('main');
const status = document.getElementById('status');
const failure = document.getElementById('blazor-error-ui');
const place = document.getElementById('stage');
const stage = createStage(place);
const warnings = createBar(document.body);
const freshFor = 30_000;
let shown = null;
let isRunning = false;
let turns = Promise.resolve();

function say(text) {
  status.textContent = text;
  status.hidden = !text;
}

// The runtime has to know where the page is, for its lists write their query into the address. One that has failed is left behind.
function go(path) {
  const url = new URL(path, document.baseURI);
  if (url.pathname === shown) shown = '';
  const isWell = isRunning && getComputedStyle(failure).display === 'none';
  if (isWell) Blazor.navigateTo(path);
  else location.assign(url);
}

// One after the other: what is shown in the end is what the path says then.
function follow() {
  turns = turns.then(show).catch(error => say(`The designer could not start: ${error.message}`));
}

const sectionPath = route => route && `${base}workflows/${route.section}`;

async function show() {
  if (location.pathname === shown) return;
  const isFirst = shown === null;
  shown = location.pathname;
  warnings.hide();
  const route = match(shown, base);
  document.title = `${route?.title ?? 'Not found'} - Transcribe.Workflows`;
  mark(sectionPath(route));
  offerReplay(route?.parameters.instanceId);
  if (!route) {
    await stage.clear();
    return say('There is no such page here.');
  }

  await window.designer;
  await customElements.whenDefined(route.name);
  isRunning = true;
  const accessToken = await session.token();
  if (!accessToken) return toSignIn();
  await stage.show(route.name, parametersOf(route, { remoteEndpoint: `${location.origin}/elsa/api`, accessToken }, go));
  const now = shown;
  stage.isSeen().then(() => shown === now && say(''));
  if (isFirst) return;
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

// What the designer does not know to do with a run.
function offerReplay(id) {
  const bar = document.getElementById('places');
  bar?.querySelector('.action')?.remove();
  if (id) bar?.querySelector('.who').before(h('a', { class: 'action', href: replayPath(id) }, 'Run again from …'));
}

// The designer navigates by pushState and expects somebody to follow.
for (const method of ['pushState', 'replaceState']) {
  const original = history[method];
  history[method] = function (...args) {
    original.apply(this, args);
    follow();
  };
}
window.addEventListener('popstate', follow);

// What a browser made ready out of sight may be old when somebody comes to it.
document.addEventListener('prerenderingchange', () => {
  if (!isRunning || performance.now() < freshFor) return;
  shown = '';
  follow();
});

// With a base address, a bare fragment would lead to another page.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (link?.origin !== location.origin || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  const [path, run] = [placeOf(url.pathname), runOf(url)];
  if (!path && !run) return;
  event.preventDefault();
  event.stopPropagation();
  if (run) tellStory(run);
  else go(path + url.search);
}, true);

const placeOf = path => belowBase(path, base) ?? (path.startsWith(base) && match(path, base) ? path : null);

// The designer shows nothing at all when it is refused or what it is to show is gone, so the reason is shown here.
async function begin() {
  const route = match(location.pathname, base);
  if (!await enter(sectionPath(route))) return;
  renewTokensOfPage();
  window.fetch = watchSaves(window.fetch, warnings.tell);
  try {
    await call('GET', firstCall(route));
  } catch (error) {
    if (error.status !== 404) throw error;
    return say(`There is no such ${route.title.toLowerCase()} here.`);
  }
  await show();
}

deferMonaco();
dress(place);
turns = begin().catch(error => say(`The designer could not start: ${error.message}`));
