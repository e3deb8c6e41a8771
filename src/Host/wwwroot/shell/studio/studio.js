// The designer's pages: the path says what is shown. The runtime starts once; going from place to place changes the component only.

import { call, fetchSignedIn, session, toSignIn } from '../api.js';
import { h } from '../dom.js';
import { enter, mark } from '../frame.js';
import { replayPath } from '../places.js';
import { said } from '../states.js';
import { isLookedAt } from './ahead.js';
import { createCalls } from './calls.js';
import { dress } from './icons.js';
import { deferMonaco } from './monaco.js';
import { belowBase, firstCall, firstOfAll, match, parametersOf, runOf } from './routes.js';
import { createStage } from './stage.js';
import { tellStory } from './story.js';
import { createBar } from './warnings.js';

const base = new URL(document.baseURI).pathname;
const main = document.getElementById('main');
const status = document.getElementById('status');
const failure = document.getElementById('blazor-error-ui');
const place = document.getElementById('stage');
const stage = createStage(place);
const warnings = createBar(document.body);
const calls = createCalls({ plain: window.fetch.bind(window), signedIn: fetchSignedIn, saved: warnings.tell });
const freshFor = 30_000;
const patience = 5_000;
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
  const refusal = route ? await refusalOf(route, isFirst) : 'There is no such page here.';

  // A component whose calls are cancelled fails, and the runtime with it. What takes too long is left behind together with its page.
  if (!isFirst && !await calls.settled(patience)) return location.reload();
  if (refusal) {
    await stage.clear();
    return say(refusal);
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

// The designer shows nothing at all when it is refused or what it is to show is gone, so the page asks first; null: it may be shown.
async function refusalOf(route, isFirst) {
  const path = firstCall(route) ?? (isFirst ? firstOfAll : null);
  const what = route.title.toLowerCase();
  try {
    if (path) await call('GET', path, undefined, calls.ask);
    return null;
  } catch (error) {
    return error.status === 404 ? `There is no such ${what} here.` : `The ${what} cannot be shown: ${said(error)}`;
  }
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

async function begin() {
  // Somebody is about to sign in: meanwhile the runtime starts, and what is shown waits for who it is for.
  if (!await session.token()) await isLookedAt();
  if (!await enter(sectionPath(match(location.pathname, base)))) return;
  window.fetch = calls.send;
  await show();
}

deferMonaco();
dress(place);
turns = begin().catch(error => say(`The designer could not start: ${error.message}`));
