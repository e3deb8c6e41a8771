// Every call that the designer makes passes here. It reads its token once and keeps it for as long as its page lives; its calls get the token of
// the moment. The page hears of each save that went well, knows what is under way, and may ask first what the designer is going to ask.

const server = '/elsa/';
const api = '/elsa/api/';
const saves = /^\/elsa\/api\/workflow-definitions(\/[^/]+\/publish)?$/;

// What has come is still to be read (ms).
const rest = 50;

export function createCalls({ plain, signedIn, saved }) {
  let underWay = 0;
  let lastEnd = -Infinity;
  let first = null;

  function send(input, init) {
    const url = new URL(input.url ?? input, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(server)) return plain(input, init);

    const method = (init?.method ?? input.method ?? 'GET').toUpperCase();
    const answer = take(method, url.href) ?? signedIn(input, init);
    if (url.pathname.startsWith(api)) watch(answer, method === 'POST' && saves.test(url.pathname));
    return answer;
  }

  // The answer that is there already, once; a change makes it old.
  function take(method, href) {
    if (method !== 'GET') first = null;
    if (first?.href !== href) return null;
    const { answer } = first;
    first = null;
    return answer;
  }

  // Nobody waits for it, and an answer that cannot be read is the designer's matter.
  async function watch(answer, isSave) {
    underWay++;
    try {
      const copy = (await answer).clone();
      const content = await copy.text();
      if (isSave && copy.ok) saved(JSON.parse(content));
    } catch {
      // It was cancelled or failed, which is an end as well.
    } finally {
      underWay--;
      lastEnd = performance.now();
    }
  }

  return {
    send,

    // Asks what the designer is going to ask next; it gets this answer then.
    async ask(path, init) {
      const answer = signedIn(path, init);
      first = { href: new URL(path, location.href).href, answer };
      return (await answer).clone();
    },

    // True as soon as nothing is under way; false: after so many milliseconds something still is.
    async settled(patience) {
      const end = performance.now() + patience;
      while (underWay > 0 || performance.now() - lastEnd < rest) {
        if (performance.now() > end) return false;
        await new Promise(resolve => setTimeout(resolve, rest));
      }
      return true;
    },
  };
}
