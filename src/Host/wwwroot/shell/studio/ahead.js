// Makes the designer ready before anybody opens it, while a page has nothing else to do: fetches all of its files, and where most people go on to
// it, has the browser start it out of sight.

import { workflowsPath } from '../places.js';
import { address, loadedBy } from './bundle.js';

export const designer = '/studio/';
const done = 'transcribe.designer-fetched';
const together = 4;

// True: it is all here. Whoever leaves before goes on with it on the next page.
export async function fetchAhead({ storage = sessionStorage, connection = globalThis.navigator?.connection, rest = idle, fetchEverything = fetchAll } = {}) {
  if (connection?.saveData) return false;
  if (storage.getItem(done)) return true;

  await rest();
  try {
    await fetchEverything();
  } catch {
    return false;
  }
  storage.setItem(done, 'yes');
  return true;
}

// Browsers that cannot do it, or save power or memory, leave it.
export function startAhead(path = workflowsPath, head = document.head) {
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = JSON.stringify({ prerender: [{ urls: [path], eagerness: 'immediate' }] });
  head.append(rules);
}

// Until somebody looks at what was started out of sight; every other page is looked at.
export const isLookedAt = (page = document) => page.prerendering ? new Promise(resolve => page.addEventListener('prerenderingchange', resolve, { once: true })) : Promise.resolve();

const idle = () => new Promise(resolve => 'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 5000 }) : setTimeout(resolve, 2000));

async function fetchAll() {
  const waiting = await list();
  await Promise.all(Array.from({ length: together }, async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await (await fetch(file, { priority: 'low' })).arrayBuffer();
  }));
}

// The files that its page names, and those that its runtime will ask for.
async function list() {
  const base = new URL(designer, location.href);
  const [html, loader] = await Promise.all([text(base), text(new URL('_framework/dotnet.js', base))]);
  const runtime = loadedBy(loader, ['wasmNative', 'jsModuleNative', 'jsModuleRuntime']).map(name => `_framework/${name}`);
  return [address, ...runtime, ...named(html)].map(path => new URL(path, base));
}

async function text(url) {
  const answer = await fetch(url, { priority: 'low' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.text();
}

// Styles, scripts and modules of a page.
export const named = html => [...html.matchAll(/<(?:link rel="(?:stylesheet|modulepreload)" href|script (?:type="module" )?src)="([^"]+)"/g)].map(match => match[1]);
