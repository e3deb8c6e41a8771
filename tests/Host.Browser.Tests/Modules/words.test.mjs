import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, label, left, many, money, roughly, since, speaker, timecode } from '../../../src/Host/wwwroot/shell/words.js';

test('money has cents, and more places where cents would say nothing', () => {
  assert.deepEqual([money(12.5), money(1234.5), money(0.0285), money(0), money(null)], ['$12.50', '$1,234.50', '$0.0285', '$0.00', '']);
});

test('lengths are as long as it takes', () => {
  assert.deepEqual([duration(41.6), duration(185), duration(3720), duration(0), duration(null)], ['42 s', '3 min 05 s', '1 h 02 min', '0 s', '']);
});

test('a wait is said by its greatest unit', () => {
  assert.deepEqual([roughly(59), roughly(60), roughly(7200), roughly(3 * 86_400 + 5)], ['less than a minute', '1 minute', '2 hours', '3 days']);
  assert.equal(since('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:05:00Z')), '5 minutes');
  assert.equal(left('2026-01-03T00:00:01Z', Date.parse('2026-01-01T00:00:00Z')), '2 days');
  assert.equal(roughly(-5), 'less than a minute');
});

test('a place in a recording is a time code', () => {
  assert.deepEqual([timecode(7.9), timecode(754), timecode(3723), timecode(null)], ['0:07', '12:34', '1:02:03', '0:00']);
});

test('labels of speakers and fields become words', () => {
  assert.deepEqual([speaker('SPEAKER_00'), speaker('Ada'), speaker(null)], ['Speaker 1', 'Ada', null]);
  assert.deepEqual([label('webhookUrl'), label('botToken'), label('accessKeyId')], ['Webhook URL', 'Bot token', 'Access key ID']);
  assert.deepEqual([many(1, 'minute'), many(0, 'delivery', 'deliveries')], ['1 minute', '0 deliveries']);
});
