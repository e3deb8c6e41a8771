import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle, bundledKinds, fromBundle, loadedBy, unbundle } from '../../../src/Host/wwwroot/shell/studio/bundle.js';

const files = [{ name: 'Ä.wasm', content: Uint8Array.of(1, 2, 3) }, { name: 'empty.wasm', content: Uint8Array.of() }, { name: 'icudt.dat', content: Uint8Array.of(4) }];
const text = async answer => [...new Uint8Array(await (await answer).arrayBuffer())];

test('what is bundled and what not is read from the loader of the runtime', () => {
  const loader = 'x/*json-start*/{"resources":{"hash":"h","assembly":[{"name":"A.wasm"}],"wasmNative":[{"name":"n.wasm"}],"satelliteResources":{"de":[{"name":"D.wasm"}]}}}/*json-end*/;';
  assert.deepEqual([loadedBy(loader, bundledKinds), loadedBy(loader, ['wasmNative', 'icu'])], [['A.wasm'], ['n.wasm']]);
});

test('what was bundled comes out again', () => {
  const found = unbundle(bundle(files).buffer);
  assert.deepEqual([...found].map(([name, content]) => ({ name, content: Uint8Array.from(content) })), files);
});

test('the runtime gets its assemblies from one answer, and asks for the rest itself', async () => {
  const asked = [];
  const load = fromBundle(async (url, options) => { asked.push([url, options?.integrity]); return new Response(asked.length === 1 ? bundle(files) : Uint8Array.of(9)); });
  assert.deepEqual(await text(load('assembly', 'Ä.wasm', '/a')), [1, 2, 3]);
  assert.deepEqual(await text(load('globalization', 'icudt.dat', '/i')), [4]);
  assert.deepEqual([load('dotnetwasm', 'n.wasm', '/n'), load('dotnetjs', 'n.js', '/j')], [null, null]);
  assert.deepEqual(await text(load('assembly', 'new.wasm', '/new', 'sha256-x')), [9]);
  assert.deepEqual(asked, [['_framework/bundle', undefined], ['/new', 'sha256-x']]);
});

test('without a bundle, or with one that is broken off, the runtime gets each file by itself', async () => {
  for (const broken of [() => new Response('', { status: 404 }), () => { throw new TypeError('Failed to fetch'); }, () => new Response(bundle(files).slice(0, 9))]) {
    const load = fromBundle(async url => url === '/a' ? new Response(Uint8Array.of(7)) : broken());
    assert.deepEqual(await text(load('assembly', 'Ä.wasm', '/a')), [7]);
  }
});
