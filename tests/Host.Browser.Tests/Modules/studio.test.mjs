import assert from 'node:assert/strict';
import { test } from 'node:test';
import { places } from '../../../src/Host/wwwroot/shell/places.js';
import { fetchAhead, named, startAhead } from '../../../src/Host/wwwroot/shell/studio/ahead.js';
import { pictureOfName, pictureOfType } from '../../../src/Host/wwwroot/shell/studio/icons.js';
import { deferMonaco } from '../../../src/Host/wwwroot/shell/studio/monaco.js';
import { belowBase, editPath, firstCall, match, parametersOf, runOf, viewPath } from '../../../src/Host/wwwroot/shell/studio/routes.js';
import { createStage } from '../../../src/Host/wwwroot/shell/studio/stage.js';
import { remarks, watchSaves } from '../../../src/Host/wwwroot/shell/studio/warnings.js';

const base = '/studio/';

test('every place of the designer is a route of it', () => {
  for (const { path } of places.filter(place => place.path.startsWith(base))) assert.ok(match(path, base), path);
  assert.deepEqual([match(base + editPath('a/b c'), base).parameters, match(base + viewPath('42'), base).section], [{ definitionId: 'a/b c' }, 'instances']);
  assert.equal(match('/studio/nonsense', base), null);
  assert.equal(belowBase('/workflows/definitions/x/edit', base), '/studio/workflows/definitions/x/edit');
  assert.equal(belowBase('/workflows/transcribe', base), null);
  assert.deepEqual(['workflows/instances/4%2F2/view', 'workflows/instances'].map(path => firstCall(match(base + path, base))), ['workflow-instances/4%2F2', 'features/installed']);
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
  assert.deepEqual(await Promise.all([library.editor.create('a'), library.editor.model.text(), library.editor.create('gone')]), [true, 'x', null]);
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

test('the designer that is started out of sight is the one that the menu leads to', () => {
  const head = [];
  globalThis.document = { createElement: name => ({ name }) };
  startAhead({ append: rules => head.push(rules) });
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

test('saves that went well are told of, nothing else is, and the designer gets each answer whole', async () => {
  globalThis.location = { href: 'http://here/studio/' };
  const told = [];
  const watched = (status, path, method) => watchSaves(async () => new Response(`{"path":"${path}"}`, { status }), answer => told.push(answer.path))(`http://here${path}`, { method });
  const api = '/elsa/api/workflow-definitions';
  const answers = await Promise.all([
    watched(200, api, 'POST'), watched(200, `${api}/calls/publish`, 'POST'), watched(200, api, 'GET'), watched(400, api, 'POST'), watched(200, `${api}/calls/retract`, 'POST'),
  ]);
  assert.deepEqual(await Promise.all(answers.map(async answer => (await answer.json()).path.slice(api.length))), ['', '/calls/publish', '', '', '/calls/retract']);
  const torn = await watchSaves(async () => new Response('{'), () => told.push('torn'))(new Request(`http://here${api}`, { method: 'POST' }));
  assert.equal(await torn.text(), '{');
  assert.deepEqual(told.sort(), [api, `${api}/calls/publish`]);
  delete globalThis.location;
});
