// Fetches what the designer needs before anybody opens it, while a page has nothing else to do: the browser then has it all.

const page = '/studio/';
const done = 'transcribe.designer-fetched';
const together = 4;

export function fetchAhead({ storage = sessionStorage, connection = navigator.connection } = {}) {
  if (storage.getItem(done) || connection?.saveData) return;

  // Whoever leaves before it has all goes on with it on the next page.
  whenIdle(() => fetchAll().then(() => storage.setItem(done, 'yes')).catch(() => {}));
}

const whenIdle = work => 'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 5000 }) : setTimeout(work, 2000);

async function fetchAll() {
  const waiting = await list();
  await Promise.all(Array.from({ length: together }, async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await (await fetch(file, { priority: 'low' })).arrayBuffer();
  }));
}

// The files that its page names, and those that its runtime will ask for.
async function list() {
  const base = new URL(page, location.href);
  const [html, boot] = await Promise.all([text(base), text(new URL('_framework/dotnet.js', base))]);
  return [...named(html), ...booted(boot)].map(path => new URL(path, base));
}

async function text(url) {
  const answer = await fetch(url, { priority: 'low' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.text();
}

// Styles, scripts and modules of a page.
export const named = html => [...html.matchAll(/<(?:link rel="(?:stylesheet|modulepreload)" href|script (?:type="module" )?src)="([^"]+)"/g)].map(match => match[1]);

// What the runtime's loader says that it loads.
export function booted(loader) {
  const config = JSON.parse(/\/\*json-start\*\/([\s\S]*?)\/\*json-end\*\//.exec(loader)[1]);
  return ['coreAssembly', 'assembly', 'wasmNative', 'icu', 'jsModuleNative', 'jsModuleRuntime']
    .flatMap(kind => config.resources[kind] ?? [])
    .map(({ name }) => `_framework/${name}`);
}
