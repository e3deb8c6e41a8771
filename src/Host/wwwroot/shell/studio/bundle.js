// The assemblies of the designer's runtime in one file, for asking a browser for each of a hundred takes longer than reading them. The build makes
// it (studio/bundle.mjs), the page takes it apart: the length of a table in four bytes, the table of names and lengths, the contents.

export const address = '_framework/bundle';
export const bundledKinds = ['coreAssembly', 'assembly', 'icu'];
const bundledTypes = ['assembly', 'globalization'];
const lengthBytes = 4;

// The files of some kinds that the runtime's loader says it loads.
export function loadedBy(loader, kinds) {
  const config = JSON.parse(/\/\*json-start\*\/([\s\S]*?)\/\*json-end\*\//.exec(loader)[1]);
  return kinds.flatMap(kind => config.resources[kind] ?? []).map(({ name }) => name);
}

export function bundle(files) {
  const table = new TextEncoder().encode(JSON.stringify(files.map(({ name, content }) => [name, content.length])));
  const whole = new Uint8Array(lengthBytes + table.length + files.reduce((sum, { content }) => sum + content.length, 0));
  new DataView(whole.buffer).setUint32(0, table.length);
  let offset = lengthBytes;
  for (const part of [table, ...files.map(({ content }) => content)]) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function unbundle(buffer) {
  let offset = lengthBytes + new DataView(buffer).getUint32(0);
  const table = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, lengthBytes, offset - lengthBytes)));
  const files = new Map();
  for (const [name, length] of table) {
    files.set(name, new Uint8Array(buffer, offset, length));
    offset += length;
  }
  return files;
}

// Gives Blazor its files. One that is not in the bundle is fetched by itself, and so are all where there is none: it saves time, nothing needs it.
export function fromBundle(fetchFile = (url, options) => fetch(url, options)) {
  const bundled = read(fetchFile).catch(() => new Map());
  const take = async (name, url, integrity) => {
    const content = (await bundled).get(name);
    return content ? new Response(content) : fetchFile(url, { integrity });
  };
  return (type, name, url, integrity) => bundledTypes.includes(type) ? take(name, url, integrity) : null;
}

async function read(fetchFile) {
  const answer = await fetchFile(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  return unbundle(await answer.arrayBuffer());
}
