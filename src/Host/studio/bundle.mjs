// Makes the bundle of the package in a folder: node bundle.mjs node_modules/@elsa-workflows/elsa-studio-wasm

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bundle, bundledKinds, loadedBy } from '../wwwroot/shell/studio/bundle.js';

const framework = join(process.argv[2], '_framework');
const read = name => readFileSync(join(framework, name));
const whole = bundle(loadedBy(read('dotnet.js').toString(), bundledKinds).map(name => ({ name, content: read(name) })));

// Assemblies resemble each other, so the window holds all of them. A higher quality takes minutes, and saves little.
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 5,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
};
writeFileSync(join(framework, 'bundle.gz'), gzipSync(whole));
writeFileSync(join(framework, 'bundle.br'), brotliCompressSync(whole, { params }));
