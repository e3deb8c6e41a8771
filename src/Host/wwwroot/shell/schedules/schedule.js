// One schedule in words.

import { duration, label } from '../words.js';

const overlaps = { Skip: 'left out while one runs', Queue: 'one after the other', CancelOld: 'the old one is cancelled' };
const tones = { Finished: 'good', Faulted: 'bad', Cancelled: 'quiet' };

// 1.02:03:04.5 is a length in days, hours, minutes and seconds.
export function secondsOf(text) {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text ?? '') ?? [, '0', '0', '0', '0'];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

// When it runs.
export function whenOf(schedule, format) {
  if (schedule.interval) return `every ${duration(secondsOf(schedule.interval)).replace(/ 00 (min|s)$/, '')}`;
  if (schedule.cronExpression) return `${schedule.cronExpression}${schedule.timeZone ? ` (${schedule.timeZone})` : ' (UTC)'}`;
  return `once, ${format(schedule.executeAt)}`;
}

// What is not as every schedule has it.
export function rulesOf(schedule) {
  const jitter = secondsOf(schedule.jitter);
  return [
    schedule.overlap !== 'Allow' && `overlapping runs: ${overlaps[schedule.overlap]}`,
    schedule.missedRuns === 'RunAll' && 'missed runs are made up for',
    schedule.missedRuns === 'RunOnce' && !schedule.executeAt && 'one run makes up for missed ones',
    jitter > 0 && `up to ${duration(jitter)} later`,
  ].filter(Boolean).join(', ');
}

// How its last run stands, and how that looks.
export function lastOf(run) {
  if (!run.subStatus) return ['Deleted', 'quiet'];
  return [label(run.subStatus), tones[run.subStatus] ?? 'open'];
}
