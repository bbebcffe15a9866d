import { expect, test } from 'vitest';
import { fallen, type Measured } from '../bench/baseline.ts';

function measured(value: number, better: 'more' | 'less'): Measured {
  return { transfer: { speed: { name: 'speed', value, better, goal: null } } };
}

test('a ratio that fell by more than a quarter is named, and one that fell by less is not', () => {
  const baseline = { transfer: { speed: 2 } };
  expect(fallen(baseline, measured(1.51, 'more'))).toEqual([]);
  expect(fallen(baseline, measured(1.4, 'more'))).toEqual(['transfer, speed: 2 x before, 1.40 x now']);
  expect(fallen(baseline, measured(9, 'more'))).toEqual([]);
});

test('of a cost, more is worse', () => {
  const baseline = { transfer: { speed: 2 } };
  expect(fallen(baseline, measured(2.6, 'less'))).toEqual([]);
  expect(fallen(baseline, measured(2.7, 'less'))).toEqual(['transfer, speed: 2 x before, 2.70 x now']);
});

test('a ratio that is not committed yet has nothing to fall from', () => {
  expect(fallen({}, measured(0.1, 'more'))).toEqual([]);
});
