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
  if (!route) return say('There is no such page here.');

  document.title = `${route.title} - Transcribe.Workflows`;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.pathname.endsWith(route.section)) link.setAttribute('aria-current', 'page');
  }

  // The designer shows nothing at all when it is refused, so the reason is shown here.
  const answer = await fetch(`${api}/features/installed`);
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    return say(problem.detail ?? `The server answered ${answer.status}.`);
  }

  await customElements.whenDefined(route.tag);
  const element = document.createElement(route.tag);
  element.setAttribute('remote-endpoint', api);
  if (route.attribute) element.setAttribute(route.attribute, route.id);
  element.editWorkflowDefinition = id => go(editPath(id));
  element.viewWorkflowInstance = id => go(viewPath(id));
  status.hidden = true;
  main.append(element);
}

show().catch(error => say(`The designer could not start: ${error.message}`));
