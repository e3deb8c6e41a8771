import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { places } from '../../../src/Host/wwwroot/shell/places.js';
import { fetchAhead, isLookedAt, named, startAhead } from '../../../src/Host/wwwroot/shell/studio/ahead.js';
import { createCalls } from '../../../src/Host/wwwroot/shell/studio/calls.js';
import { pictureOfName, pictureOfType } from '../../../src/Host/wwwroot/shell/studio/icons.js';
import { deferMonaco } from '../../../src/Host/wwwroot/shell/studio/monaco.js';
import { belowBase, editPath, firstCall, match, parametersOf, runOf, viewPath } from '../../../src/Host/wwwroot/shell/studio/routes.js';
import { createStage } from '../../../src/Host/wwwroot/shell/studio/stage.js';
import { remarks } from '../../../src/Host/wwwroot/shell/studio/warnings.js';

const base = '/studio/';

test('every place of the designer is a route of it', () => {
  for (const { path } of places.filter(place => place.path.startsWith(base))) assert.ok(match(path, base), path);
  assert.deepEqual([match(base + editPath('a/b c'), base).parameters, match(base + viewPath('42'), base).section], [{ definitionId: 'a/b c' }, 'instances']);
  assert.equal(match('/studio/nonsense', base), null);
  assert.equal(belowBase('/workflows/definitions/x/edit', base), '/studio/workflows/definitions/x/edit');
  assert.equal(belowBase('/workflows/transcribe', base), null);
  assert.deepEqual(['workflows/instances/4%2F2/view', 'workflows/instances'].map(path => firstCall(match(base + path, base))), ['workflow-instances/4%2F2', null]);
});

test('a component gets the parameters that it knows, and no others', () => {
  const went = [];
  const parameters = path => parametersOf(match(base + path, base), { accessToken: 't' }, to => went.push(to));
  parameters('workflows/definitions').editWorkflowDefinition('a b');
  parameters('workflows/instances').viewWorkflowInstance('1');
  assert.deepEqual(went, ['workflows/definitions/a%20b/edit', 'workflows/instances/1/view']);
  assert.deepEqual(Object.keys(parameters('workflows/definitions/x/edit')), ['accessToken', 'definitionId']);
  assert.deepEqual(Object.keys(parameters('workflows/instances/1/view')), ['accessToken', 'instanceId', 'editWorkflowDefinition']);
});

test('a link to logs that are not here names the run whose story is', () => {
  assert.equal(runOf(new URL('http://x/diagnostics/structured-logs?workflowInstanceId=42')), '42');
  assert.equal(runOf(new URL('http://x/studio/?workflowInstanceId=42')), null);
});

test('one component is on the stage at a time, and is taken down before the next is put up', async () => {
  const log = [];
  globalThis.document = { createElement: () => ({}) };
  const place = { append: () => log.push('ground'), replaceChildren: () => log.push('empty') };
  const rootComponents = {
    add: async (ground, name, parameters) => {
      log.push(`add ${name} ${parameters.id}`);
      return { dispose: async () => log.push(`dispose ${name}`) };
    },
  };
  const stage = createStage(place, () => ({ rootComponents }));
  await stage.show('list', { id: 1 });
  await stage.show('editor', { id: 2 });
  assert.deepEqual(log, ['empty', 'ground', 'add list 1', 'dispose list', 'empty', 'ground', 'add editor 2']);
  delete globalThis.document;
});

test('the code editor is fetched by the first call, once, and knows itself as it is', async () => {
  let fetched = 0;
  const library = {
    editors: [],
    editor: {
      create(id) { library.editors.push(id); return this.find(id); },
      find: id => library.editors.includes(id),
      model: { text: () => 'x' },
      setWasm: () => 'at once',
    },
  };
  globalThis.document = { getElementById: id => (id === 'gone' ? null : {}) };
  const ready = deferMonaco(library, async () => { fetched += 1; });
  assert.equal(library.editor.setWasm(), 'at once');
  assert.equal(fetched, 0);
  const gone = library.editor.create('gone');
  assert.deepEqual(await Promise.all([library.editor.create('a'), library.editor.model.text()]), [true, 'x']);
  assert.equal(await Promise.race([gone, setTimeout(10, 'no answer')]), 'no answer');
  assert.equal(library.editor.find('a'), true, 'from then on nothing stands in between');
  await ready();
  delete globalThis.document;
  assert.deepEqual([fetched, library.editors], [1, ['a']]);
});

test('our activities have pictures, in whatever words they are named', () => {
  assert.deepEqual(['Transcribe.SendEmail', 'Transcribe.FromTomorrow', 'Elsa.WriteLine', undefined].map(pictureOfType), ['mail', 'wave', null, null]);
  assert.deepEqual(['Send Email', 'Delete from Storage', 'Retry Transcription', 'Call API', 'Write Line'].map(pictureOfName), ['mail', 'bin', 'again', 'plug', null]);
});

test('what the page names is fetched ahead', () => {
  assert.deepEqual(named('<link rel="icon" href="/i.svg"><link rel="stylesheet" href="a.css"><link rel="modulepreload" href="b.js"><script src="c.js" autostart="false"></script><script type="module" src="/d.js"></script>'),
    ['a.css', 'b.js', 'c.js', '/d.js']);
});

test('the files are fetched until all are here, once, and not for somebody who saves data', async () => {
  const kept = new Map();
  const storage = { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  let [fetched, isOffline] = [0, true];
  const fetchEverything = async () => { fetched++; if (isOffline) throw new TypeError('Failed to fetch'); };
  const ahead = connection => fetchAhead({ storage, connection, rest: async () => {}, fetchEverything });
  assert.deepEqual([await ahead({ saveData: true }), fetched], [false, 0]);
  assert.deepEqual([await ahead(), fetched], [false, 1]);
  isOffline = false;
  assert.deepEqual([await ahead(), await ahead(), fetched], [true, true, 2]);
});

test('what is started out of sight waits until it is looked at, and nothing else does', async () => {
  const page = new EventTarget();
  await isLookedAt(page);
  page.prerendering = true;
  const seen = isLookedAt(page);
  page.dispatchEvent(new Event('prerenderingchange'));
  await seen;
});

test('the designer that is started out of sight is the one that the menu leads to', () => {
  const head = [];
  globalThis.document = { createElement: name => ({ name }) };
  startAhead(undefined, { append: rules => head.push(rules) });
  delete globalThis.document;
  assert.equal(head[0].type, 'speculationrules');
  assert.ok(places.some(place => place.path === JSON.parse(head[0].textContent).prerender[0].urls[0]));
});

test('what a publish remarks on is shown until a save has nothing to remark on; drafts bring nothing up', () => {
  const saved = (isPublished, ...validationErrors) => ({ workflowDefinition: { name: 'Calls', isPublished }, validationErrors });
  assert.deepEqual(remarks(saved(true, 'a', 'b')), { name: 'Calls', warnings: ['a', 'b'] });
  assert.equal(remarks(saved(false, 'a')), undefined);
  assert.deepEqual([saved(true), saved(false), {}].map(remarks), [null, null, null]);
});

const api = 'http://here/elsa/api/';

// Calls whose answers come when the test lets them.
function setUp() {
  globalThis.location = { href: 'http://here/studio/', origin: 'http://here' };
  const [asked, told] = [[], []];
  const signedIn = (input, init) => new Promise((resolve, reject) => asked.push({ url: input.url ?? input, init, resolve, reject }));
  return { asked, told, ...createCalls({ plain: () => 'plain', signedIn, saved: answer => told.push(answer) }) };
}

test('saves that went well are told of, nothing else is, and the designer gets each answer whole', async () => {
  const { asked, told, send, settled } = setUp();
  const ask = async (status, path, method, body = JSON.stringify({ path })) => {
    const answer = send(api + path, { method });
    asked.at(-1).resolve(new Response(body, { status }));
    return (await answer).text();
  };
  const path = 'workflow-definitions';
  for (const [status, asks, method] of [[200, path, 'POST'], [200, `${path}/calls/publish`, 'POST'], [200, path, 'GET'], [400, path, 'POST'], [200, `${path}/calls/retract`, 'POST']])
    assert.equal(await ask(status, asks, method), JSON.stringify({ path: asks }));
  assert.equal(await ask(200, path, 'POST', '{'), '{');
  await settled(1000);
  assert.deepEqual(told, [{ path }, { path: `${path}/calls/publish` }]);
});

test('calls of the server are signed in, calls of others are not, and what is held open is not waited for', async () => {
  const { asked, send, settled } = setUp();
  assert.deepEqual([send('http://there/elsa/api/x'), send('_framework/x.wasm'), asked.length], ['plain', 'plain', 0]);
  send('http://here/elsa/hubs/workflow-instance');
  assert.deepEqual([asked.length, await settled(0)], [1, true]);
});

test('calls are under way until their answer is here as a whole, or they fail', async () => {
  const { asked, send, settled } = setUp();
  let body;
  const answers = [send(`${api}a`), send(new Request(`${api}b`))];
  asked[0].resolve(new Response(new ReadableStream({ start: controller => { body = controller; } })));
  asked[1].reject(new DOMException('Left.', 'AbortError'));
  await assert.rejects(answers[1], { name: 'AbortError' });
  assert.equal(await settled(0), false);
  body.enqueue(new TextEncoder().encode('whole'));
  assert.equal(await settled(0), false);
  body.close();
  assert.deepEqual([await settled(1000), await (await answers[0]).text()], [true, 'whole']);
});

test('what is asked ahead answers the same question once, and not after a change', async () => {
  const { asked, send, ask } = setUp();
  const asksAhead = async () => {
    const answer = ask('/elsa/api/x?y=1', { method: 'GET' });
    asked.at(-1).resolve(new Response('there'));
    assert.equal(await (await answer).text(), 'there');
  };
  await asksAhead();
  assert.equal(await (await send(`${api}x?y=1`)).text(), 'there');
  send(`${api}x?y=1`);
  assert.equal(asked.length, 2);
  await asksAhead();
  send(`${api}x`, { method: 'POST' });
  send(`${api}x?y=1`);
  assert.equal(asked.length, 5);
});
