// What the plots of spending show, as numbers.

import { table } from './dom.js';
import { longDay } from './plot.js';
import { count, money } from './words.js';

export const spendTable = lines => table('Spending by day, newest first', [
  ['Day', line => longDay(line.key)],
  ['Recordings', line => count(line.jobs), 'number'],
  ['Minutes', line => count(line.minutes), 'number'],
  ['Spent', line => money(line.spentUsd), 'number'],
  ['Saved', line => money(line.savedUsd), 'number'],
], lines, 'Nothing was transcribed in these days.');
