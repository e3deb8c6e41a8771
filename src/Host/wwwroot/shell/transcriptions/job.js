// What a line of the ledger means to people; nothing here draws.

const states = {
  completed: ['Completed', 'good'],
  reused: ['Used again', 'good'],
  processing: ['Transcribing', 'open'],
  queued: ['Queued', 'open'],
  pending: ['Queued', 'open'],
  submitting: ['Being sent', 'open'],
  held: ['On hold', 'warn'],
  failed: ['Failed', 'bad'],
  refused: ['Refused', 'bad'],
  cancelled: ['Cancelled', 'off'],
};

const holds = {
  WalletEmpty: 'The wallet does not cover it.',
  KeyCapReached: 'The key may not spend more.',
  DailyCeilingReached: 'The ceiling for the day is reached.',
  QueueFull: 'transcribe.so takes no more at the moment. It is sent again by itself.',
};

// The choices of the filter: values of the API with their words.
export const statusChoices = [
  ['', 'All'], ['open', 'In progress'], ['held', 'On hold'], ['completed', 'Completed'], ['reused', 'Used again'],
  ['failed', 'Failed'], ['refused', 'Refused'], ['cancelled', 'Cancelled'],
];

// A status that this page does not know is shown as it came.
export const stateOf = job => states[job.status] ?? [job.status, 'open'];

// What was never accepted has no title; where it comes from is known.
export const titleOf = job => job.title || job.source || 'Untitled recording';

export const canOpen = job => job.status === 'completed' || job.status === 'reused';

// Why it is where it is; null: there is nothing to say.
export function reasonOf(job) {
  if (job.status === 'held') return holds[job.holdReason] ?? job.error;
  if (job.status === 'failed' || job.status === 'refused') return job.error;
  return null;
}

// What becomes of a job on hold that somebody releases.
export function releaseOf(job) {
  if (job.holdReason === 'DailyCeilingReached') return 'It is sent now, over the ceiling, this once.';
  return `It is sent again now. If ${job.holdReason === 'QueueFull' ? 'there is no place yet' : 'the money is still missing'}, it goes back on hold.`;
}

const deliveryStates = { Delivered: ['delivered', 'good'], Waiting: ['on its way', 'open'], Rejected: ['rejected', 'bad'], Dead: ['given up', 'bad'] };

export const deliveryState = state => deliveryStates[state] ?? [state, 'open'];

// What the address of a page asks of the API: days as people write them become moments, and the last day counts whole.
export function ledgerQuery(search) {
  const query = new URLSearchParams();
  for (const name of ['status', 'workflow', 'connection', 'sort', 'cursor']) if (search.get(name)) query.set(name, search.get(name));
  if (search.get('from')) query.set('from', new Date(`${search.get('from')}T00:00:00`).toISOString());
  if (search.get('to')) {
    const end = new Date(`${search.get('to')}T00:00:00`);
    end.setDate(end.getDate() + 1);
    query.set('to', end.toISOString());
  }
  return query;
}

// One turn of a speaker: the segments that follow each other without another speaker, unless they become too long to read.
export function turns(segments, longest = 600) {
  const list = [];
  for (const segment of segments) {
    const last = list.at(-1);
    if (last && last.speaker === segment.speaker && last.text.length < longest) last.text += ` ${segment.text}`;
    else list.push({ speaker: segment.speaker, startSeconds: segment.startSeconds, text: segment.text });
  }
  return list;
}
