// The steps of a run in words; nothing here draws.

import { many } from '../words.js';

const tones = { Completed: 'good', Faulted: 'bad', Canceled: 'quiet' };
const words = { Completed: 'Done', Faulted: 'Failed', Canceled: 'Given up', Running: 'Not ended', Pending: 'Not begun' };

// The state of a run, in the words of the overview.
const states = { Faulted: 'Failed', Suspended: 'Waiting', Executing: 'Running', Pending: 'Running' };

export const stateOf = run => states[run.subStatus] ?? run.subStatus;

// What to call a step; one of a loop says which turn it was.
export const nameOf = (step, steps) => steps.filter(other => other.activityId === step.activityId).length > 1 ? `${step.name}, turn ${step.turn}` : step.name;

// How it ended, and how that looks.
export function endOf(step) {
  const outcomes = step.outcomes.filter(outcome => outcome !== 'Done').join(', ');
  return [outcomes || (words[step.status] ?? step.status), tones[step.status] ?? 'open'];
}

// What a replay would do, one sentence a line.
export function promise({ from, version, answered }) {
  const names = [...new Set(answered)];
  return [
    names.length === 0
      ? `Everything executes, from ${from} on.`
      : `${many(names.length, 'step')} before it ${names.length === 1 ? 'is' : 'are'} answered from this run and not executed: ${names.join(', ')}.`,
    `From ${from} on, version ${version} executes. What it sends is sent again, under a new id.`,
    'A recording that this run paid for is not paid for again, as long as its address and model stay the same.',
  ];
}
