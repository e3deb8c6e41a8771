import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetOf, shapeOf } from '../../../src/Host/wwwroot/shell/tests/place.js';

test('a line and a column are a place in the text', () => {
  const text = 'one\ntwo\n';
  assert.deepEqual([offsetOf(text, 1, 1), offsetOf(text, 2, 3), offsetOf(text, 3, 1)], [0, 6, 8]);
  assert.deepEqual([offsetOf(text, 2, 99), offsetOf(text, 99, 1), offsetOf('', 1, 5)], [7, 8, 0]);
});

test('a value is told by what a template can take from it', () => {
  assert.deepEqual([shapeOf('x'), shapeOf(1), shapeOf(null), shapeOf({ a: 1, b: [] }), shapeOf([{ id: 1, name: 'x' }]), shapeOf([]), shapeOf(['x'])],
    ['text', 'number', 'nothing', 'a, b', 'list of id, name', 'list', 'list']);
});
