// The code editor is large, and the lists never need it: it is fetched when the designer first calls it. Until then each of its functions fetches
// it, and then does what it was called for.

// Says where the runtime is, at its start; it needs nothing of the editor.
const independent = 'setWasm';

// An editor is made in an element; whoever asked for it may have gone on while the code came. They get no answer, for what they would do next
// needs the editor.
const makers = ['create', 'createDiffEditor'];

const folder = '_content/BlazorMonaco/lib/monaco-editor/min/vs';

export function deferMonaco(library = window.blazorMonaco, load = loadMonaco) {
  const deferred = [];
  let loading = null;

  // Their own calls of each other must find them as they are.
  const ready = () => loading ??= load().then(() => deferred.forEach(({ owner, name, real }) => { owner[name] = real; }));

  function defer(owner) {
    for (const [name, value] of Object.entries(owner)) {
      if (name === independent) continue;
      if (typeof value === 'function') {
        deferred.push({ owner, name, real: value });
        owner[name] = async (...args) => {
          await ready();
          if (makers.includes(name) && !document.getElementById(args[0])) return new Promise(() => {});
          return value.apply(owner, args);
        };
      } else if (value?.constructor === Object) {
        defer(value);
      }
    }
  }

  defer(library);
  return ready;
}

async function loadMonaco() {
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${folder}/loader.js`;
    script.onload = resolve;
    script.onerror = () => reject(new Error('The code editor cannot be fetched. Reload the page.'));
    document.head.append(script);
  });
  await new Promise((resolve, reject) => window.require(['vs/editor/editor.main'], resolve, reject));
}
