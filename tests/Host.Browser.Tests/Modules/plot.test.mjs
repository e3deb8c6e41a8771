import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, byDay, daysAgo, daysBetween, roundUp, today } from '../../../src/Host/wwwroot/shell/plot.js';

const now = Date.parse('2026-03-01T00:30:00+01:00');

test('days are those of UTC, over the end of a month and over summer time', () => {
  assert.equal(today(now), '2026-02-28');
  assert.deepEqual(daysBetween(daysAgo(1, now), '2026-03-02'), ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  assert.equal(daysBetween('2026-03-01', '2026-03-31').length, 31);
});

test('a day without a line is a day on which nothing was spent', () => {
  const points = byDay([{ key: '2026-01-02', spentUsd: 2 }, { key: '2025-12-31', spentUsd: 9 }], ['2026-01-01', '2026-01-02'], line => line.spentUsd);
  assert.deepEqual(points, [{ day: '2026-01-01', value: 0 }, { day: '2026-01-02', value: 2 }]);
});

test('an axis ends at a round number that is not below any bar', () => {
  assert.deepEqual([0, 0.0285, 0.3, 1, 1.01, 7, 20, 4500].map(roundUp).map(end => Number(end.toPrecision(6))), [1, 0.03, 0.3, 1, 2, 8, 20, 5000]);
});

test('bars stand on the ground, side by side, and a little can be seen', () => {
  const [none, little, most] = bars([{ value: 0 }, { value: 0.001 }, { value: 10 }], 10);
  assert.equal(none.height, 0);
  assert.ok(little.height > 1);
  assert.deepEqual([most.y, most.height], [0, 100]);
  for (const bar of [none, little, most]) assert.equal(bar.y + bar.height, 100);
  assert.ok(none.x + none.width < little.x && little.x + little.width < most.x);
});
