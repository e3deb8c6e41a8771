// Trying a draft that begins with an HTTP Endpoint: an address for an hour, and the last request to it.

import { call } from '../api.js';
import { select } from '../dialog.js';
import { h, moment, table } from '../dom.js';
import { runPath } from '../places.js';
import { announcer, empty, keepFresh, said, waiting } from '../states.js';
import { frame } from './parts.js';

const secondsBetween = 2;
const workflowsShown = 200;

export async function show(main) {
  const { element, say } = announcer();
  const region = h('div', {}, waiting());
  const { items: workflows } = await call('GET', `workflow-definitions?versionOptions=Latest&page=0&pageSize=${workflowsShown}`);
  const names = new Map(workflows.map(({ definitionId, name }) => [definitionId, name || definitionId]));
  const refresh = keepFresh(region, secondsBetween, () => call('GET', 'test-urls'), draw);

  frame(main, 'webhooks', 'Webhook tests',
    h('p', {}, 'A test address runs the latest version of a workflow as it is drawn, published or not, with all its checks. It lives for an hour.'),
    h('form', { class: 'filters', onsubmit: open },
      select('Workflow', 'workflow', [...names], new URLSearchParams(location.search).get('workflow')), h('p', { class: 'buttons' }, h('button', { class: 'primary' }, 'Open a test address'))),
    element, region);
  await refresh(true);

  async function open(event) {
    event.preventDefault();
    const id = new FormData(event.target).get('workflow');
    try {
      const { path } = await call('POST', `workflow-definitions/${encodeURIComponent(id)}/test-url`);
      say(`${names.get(id)} answers below ${location.origin}${path}`);
    } catch (error) {
      say(said(error), true);
    }
    await refresh(true);
  }

  function draw({ items }) {
    region.replaceChildren(...(items.length === 0
      ? [empty('No test address is open', 'Choose a workflow that begins with an HTTP Endpoint, and send a request to the address that you get, with the endpoint\'s own path behind it.')]
      : items.map(url => h('section', {},
        h('h2', {}, names.get(url.definitionId) ?? url.definitionId),
        h('p', {}, h('code', {}, `${location.origin}${url.path}/`), '… until ', moment(url.expiresAt)),
        url.last ? request(url.last) : h('p', { class: 'quiet' }, 'No request has come yet.')))));
  }
}

function request(last) {
  return [
    h('p', {},
      h('span', { class: `state ${last.statusCode < 400 ? 'good' : 'bad'}` }, `Answered ${last.statusCode}`), ' ',
      h('code', {}, `${last.method} ${last.path}${last.query}`), ' ', moment(last.receivedAt), ' ',
      last.workflowInstanceId && h('a', { href: runPath(last.workflowInstanceId) }, 'Open its run')),
    table('Headers of the last request', [['Header', ([name]) => name], ['Value', ([, value]) => h('span', { class: 'long' }, value)]], Object.entries(last.headers), 'It had no headers.'),
    last.body ? h('pre', { tabindex: '0' }, last.body) : h('p', { class: 'quiet' }, last.bodyLength > 0 ? `A body of ${last.bodyLength} bytes that are no text.` : 'It had no body.'),
  ];
}
