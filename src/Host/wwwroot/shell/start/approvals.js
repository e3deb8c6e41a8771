// What waits for somebody's decision. Each gets a link of their own when they ask for it, so that what they decide is theirs.

import { call } from '../api.js';
import { h, moment } from '../dom.js';
import { runPath } from '../places.js';
import { announcer, said } from '../states.js';
import { left } from '../words.js';
import { list } from './list.js';

export function approvals(undecided) {
  const { element, say } = announcer();
  const decide = async ({ id }) => {
    const { link } = await call('POST', `/transcribe/api/approvals/${encodeURIComponent(id)}/link`);
    location.assign(link);
  };
  return list('approvals', 'Waits for a decision', 'Texts that somebody is asked to approve, the most pressing first', [
    ['What', ({ title }) => h('span', { class: 'long' }, title)],
    ['Until', ({ expiresAt }) => [h('span', {}, left(expiresAt)), h('small', { class: 'quiet' }, moment(expiresAt))]],
    ['Run', ({ workflowInstanceId: run }) => h('a', { href: runPath(run) }, 'Look at the run')],
    ['', approval => h('p', { class: 'buttons' },
      h('button', { type: 'button', 'aria-label': `Decide: ${approval.title}`, onclick: () => decide(approval).catch(error => say(said(error), true)) }, 'Decide'))],
  ], undecided, element);
}
