// One recording: who said what when, and its files.

import { call, download } from '../api.js';
import { h, moment } from '../dom.js';
import { runPath } from '../places.js';
import { announcer, empty, said } from '../states.js';
import { duration, money, speaker, timecode } from '../words.js';
import { stateOf, titleOf, turns } from './job.js';
import { workflowNames } from './parts.js';

const files = [['srt', 'SRT'], ['vtt', 'VTT'], ['txt', 'Text'], ['md', 'Markdown']];

export async function show(main, id) {
  const job = `/transcribe/api/ledger/jobs/${encodeURIComponent(id)}`;
  const [line, names] = await Promise.all([call('GET', job), workflowNames()]);
  const { element, say } = announcer();
  const content = await call('GET', `${job}/transcript`).catch(error => ({ problem: said(error) }));
  const save = format => download(`${job}/files/${format}`).catch(error => say(said(error), true));
  const title = content.title || titleOf(line);
  document.title = `${title} - Transcribe.Workflows`;

  main.replaceChildren(
    h('p', { class: 'back' }, h('a', { href: '/transcriptions' }, 'Transcriptions')),
    h('section', { 'aria-labelledby': 'title' },
      h('header', {}, h('h1', { id: 'title' }, title), !content.problem && h('div', { class: 'buttons', role: 'group', 'aria-label': 'Download' },
        h('span', { class: 'quiet', 'aria-hidden': 'true' }, 'Download'),
        files.map(([format, name]) => h('button', { type: 'button', 'aria-label': `Download ${name}`, onclick: () => save(format) }, name)))),
      element,
      facts(line, content, names),
      content.problem ? empty('There is no transcript to show', content.problem) : words(content)));
}

function facts(line, content, names) {
  const [word, tone] = stateOf(line);
  const workflow = names.get(line.workflow) ?? line.workflow ?? 'Run';
  return h('dl', { class: 'facts' }, [
    ['Status', h('span', { class: `state ${tone}` }, word)],
    ['Length', duration(content.durationSeconds ?? line.durationSeconds)],
    ['Price', money(line.priceUsd)],
    ['Language', content.language],
    ['Started', moment(line.createdAt)],
    ['Run', line.run && h('a', { href: runPath(line.run) }, workflow)],
  ].filter(([, value]) => value).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

function words({ chapters = [], segments = [] }) {
  const spoken = turns(segments);
  if (spoken.length === 0) return empty('Nothing was said', 'The recording holds no speech that was recognised.');
  return h('div', { class: 'reading' },
    chapters.length > 0 && h('nav', { 'aria-label': 'Chapters' }, h('h2', {}, 'Chapters'), h('ol', {}, chapters.map(chapter =>
      h('li', {}, h('a', { href: `#at-${nearest(spoken, chapter.startSeconds)}` }, h('span', { class: 'time' }, timecode(chapter.startSeconds)), ' ', chapter.title ?? ''))))),
    h('div', { class: 'spoken' }, h('h2', {}, 'Transcript'), spoken.map((turn, index) => h('p', { id: `at-${index}`, class: 'turn' },
      h('span', { class: 'time' }, timecode(turn.startSeconds)),
      h('span', {}, turn.speaker && h('strong', {}, speaker(turn.speaker)), h('span', { class: 'text' }, turn.text))))));
}

// The turn in which a moment falls.
const nearest = (spoken, seconds) => Math.max(0, spoken.findLastIndex(turn => (turn.startSeconds ?? 0) <= (seconds ?? 0)));
