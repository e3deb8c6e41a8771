// What happened in a run, in words: where the designer would link to logs that this server does not keep.

import { fetchSignedIn } from '../api.js';
import { tell } from '../dialog.js';
import { h } from '../dom.js';
import { said } from '../states.js';

export async function tellStory(run) {
  const story = await read(run).catch(error => said(error));
  await tell({ title: 'What happened in this run', content: h('pre', { tabindex: '0' }, story), wide: true });
}

async function read(run) {
  const answer = await fetchSignedIn(`/runs/${encodeURIComponent(run)}`, { headers: { Accept: 'text/plain' } });
  if (!answer.ok) throw new Error(answer.status === 403 ? 'You may not read it.' : `The server answered ${answer.status}.`);
  return answer.text();
}
