// The pages of the shell: the path says which one. Each has its own module, which is loaded when it is shown.

import { session } from './api.js';
import { h } from './dom.js';
import { enter } from './frame.js';
import { pageOf } from './places.js';
import { problem } from './states.js';
import { fetchAhead, startAhead } from './studio/ahead.js';

const modules = {
  start: () => import('./start/start.js'),
  schedules: () => import('./schedules/schedules.js'),
  tests: () => import('./tests/tests.js'),
  templates: () => import('./tests/templates.js'),
  samples: () => import('./tests/samples.js'),
  replay: () => import('./replay/replay.js'),
  transcriptions: () => import('./transcriptions/transcriptions.js'),
  transcript: () => import('./transcriptions/transcript.js'),
  spending: () => import('./transcriptions/spend.js'),
  deliveries: () => import('./deliveries/deliveries.js'),
  connections: () => import('./connections/connections.js'),
  settings: () => import('./settings/settings.js'),
};

async function show() {
  const { name, title, path, permission, id } = pageOf(location.pathname);
  document.title = `${title} - Transcribe.Workflows`;
  if (!await enter(path)) return;

  const main = document.getElementById('main');
  if (permission && !session.may(permission)) {
    main.replaceChildren(h('h1', {}, title), h('p', {}, 'This page is not for you. Whoever manages the users can give you a role that may see it.'));
    return;
  }

  try {
    await (await modules[name]()).show(main, id);
    if (session.may('read:workflow-definitions') && await fetchAhead() && name === 'start') startAhead();
  } catch (error) {
    main.replaceChildren(problem(title, error, show));
  }
}

show();
