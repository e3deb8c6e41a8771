// The designer draws an activity that it does not know as a cube: in the toolbox, on the canvas, in the journal. Ours get pictures of their own
// (icons.css), without a change to the package: a cube is told by its path, and whose it is by the name beside it.

const cube = 'path[d^="M21,16.5C21,16.88"]';

const pictures = {
  SubmitTranscription: 'microphone', AwaitCompletion: 'hourglass', Transcribe: 'wave', TranscribeBatch: 'layers', Summarize: 'list', Ask: 'question',
  GetTranscript: 'text', GetSubtitles: 'subtitles', GetResult: 'result', UploadAudio: 'upload', Quote: 'price', NameSpeakers: 'people', Account: 'wallet',
  Delete: 'bin', DeleteTranscription: 'bin', Retry: 'again', RetryTranscription: 'again', RenderTemplate: 'braces',
  SaveToStorage: 'disk', ListStorage: 'folder', ReadFromStorage: 'folder-out', MoveInStorage: 'folder-move', DeleteFromStorage: 'bin',
  SendEmail: 'mail', SendToSlack: 'hash', SendWebhook: 'send', CallApi: 'plug', WaitForApproval: 'check',
  TranscriptionCompleted: 'bell', NewEpisode: 'feed', FileArrived: 'file-in',
};

const byName = new Map(Object.entries(pictures).map(([name, picture]) => [name.toLowerCase(), picture]));

// The picture of a type such as Transcribe.SendEmail; of ours, but unknown here: the waves of all. Null: it is not ours.
export const pictureOfType = type => type?.startsWith('Transcribe.') ? byName.get(type.slice(11).toLowerCase()) ?? 'wave' : null;

// The picture of a name for people such as Send Email; null: it is none of ours.
export const pictureOfName = name => byName.get(name.replaceAll(/\s/g, '').toLowerCase()) ?? null;

// Watches what the designer draws, and dresses it before it is seen.
export function dress(place) {
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      dressAll(place);
    });
  }).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ['activity-json', 'd'] });
}

// The designer may use an element again for another activity: what is no cube any more is undressed.
function dressAll(place) {
  const cubes = new Set([...place.querySelectorAll(cube)].map(path => outermost(path)));
  for (const svg of place.querySelectorAll('svg[data-icon]')) if (!cubes.has(svg)) delete svg.dataset.icon;
  for (const svg of cubes) {
    const picture = pictureOf(svg);
    if (picture === null) delete svg.dataset.icon;
    else if (svg.dataset.icon !== picture) svg.dataset.icon = picture;
  }
}

function outermost(element) {
  let svg = element.ownerSVGElement;
  while (svg.ownerSVGElement) svg = svg.ownerSVGElement;
  return svg;
}

function pictureOf(svg) {
  const node = svg.closest('elsa-activity-wrapper');
  if (node) return pictureOfType(JSON.parse(node.getAttribute('activity-json') ?? '{}').type);
  const item = svg.closest('[draggable]');
  if (item) return pictureOfName(item.textContent.trim());
  const event = svg.closest('.mud-timeline-item');
  const names = [...event?.querySelectorAll('.mud-typography') ?? []].map(name => pictureOfName(name.textContent.split(' - ')[0]));
  return names.find(name => name !== null) ?? null;
}
