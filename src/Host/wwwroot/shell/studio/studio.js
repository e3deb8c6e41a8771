import { call, renewTokensOfPage, session } from '../api.js';
import { h } from '../dom.js';
import { enter } from '../frame.js';
import { replayPath } from '../places.js';
import { belowBase, editPath, match, viewPath } from './routes.js';

const base = new URL(document.baseURI).pathname;
const api = `${location.origin}/elsa/api`;
const main = document.getElementById('main');
const status = document.getElementById('status');
let shown = location.pathname;

// One element lives at a time, and two must not meet: a full page load a place is the one way without a race.
function go(path) {
  location.assign(new URL(path, document.baseURI));
}

function say(text) {
  status.textContent = text;
  status.hidden = false;
}

// The designer navigates by pushState and expects somebody to follow.
function follow() {
  if (location.pathname === shown) return;
  shown = location.pathname;
  location.reload();
}

for (const method of ['pushState', 'replaceState']) {
  const original = history[method];
  history[method] = function (...args) {
    original.apply(this, args);
    follow();
  };
}
window.addEventListener('popstate', follow);

// With a base address, a bare fragment would lead to another page.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  const path = link && link.origin === location.origin ? belowBase(link.pathname, base) : null;
  if (!path) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(path);
}, true);

async function show() {
  const route = match(location.pathname, base);
  if (!await enter(route ? `${base}workflows/${route.section}` : null)) return;
  if (!route) return say('There is no such page here.');

  // The designer shows nothing at all when it is refused, so the reason is shown here.
  document.title = `${route.title} - Transcribe.Workflows`;
  renewTokensOfPage();
  await call('GET', 'features/installed');

  await customElements.whenDefined(route.tag);
  const element = document.createElement(route.tag);
  element.setAttribute('remote-endpoint', api);
  element.setAttribute('access-token', await session.token());
  if (route.attribute) element.setAttribute(route.attribute, route.id);
  element.editWorkflowDefinition = id => go(editPath(id));
  element.viewWorkflowInstance = id => go(viewPath(id));
  if (route.section === 'instances' && route.id && session.may('read:workflow-instances'))
    document.querySelector('.bar .who').before(h('a', { class: 'action', href: replayPath(route.id) }, 'Run again from …'));
  status.hidden = true;
  main.append(element);
}

show().catch(error => say(`The designer could not start: ${error.message}`));
