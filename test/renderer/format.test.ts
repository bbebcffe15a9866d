import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatIn, formatPlural, formatRelative } from '../../renderer/ui/format.ts';

const NOW = new Date(2026, 4, 20, 12, 0, 0).getTime();
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('times', () => {
  it.each([
    [-1 * SECOND, 'just now'],
    [-12 * SECOND, '12 s ago'],
    [-119 * SECOND, '1 min ago'],
    [-23 * HOUR, '23 h ago'],
    [-1.5 * DAY, 'yesterday'],
    [-3 * DAY, '3 days ago'],
    [59.5 * SECOND, 'in 1 min'],
    [3 * MINUTE + 50 * SECOND, 'in 4 min'],
    [59 * MINUTE + 30 * SECOND, 'in 1 h'],
    [1.5 * DAY, 'tomorrow'],
  ])('%i ms from now is “%s”', (distance, text) => {
    expect(formatRelative(NOW + distance, NOW)).toBe(text);
  });

  it('a week away is a date', () => {
    expect(formatRelative(NOW - 8 * DAY, NOW)).toContain('2026');
  });

  it('a run that is due is “now” within a sentence', () => {
    expect(formatIn(NOW - 3 * SECOND, NOW)).toBe('now');
  });

  it.each([
    [84, '84 ms'],
    [59_700, '59 s'],
    [200_000, '3 min 20 s'],
    [2 * HOUR, '2 h'],
    [3 * DAY + 4 * HOUR + MINUTE, '3 d 4 h'],
  ])('%i ms last “%s”', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0 B'],
    [1_023, /^1.?023 B$/],
    [1_024, '1 KiB'],
    [1_048_575, '1 MiB'],
    [5 * 1_024 ** 3, '5 GiB'],
  ])('%i bytes', (bytes, text) => {
    if (typeof text === 'string') expect(formatBytes(bytes)).toBe(text);
    else expect(formatBytes(bytes)).toMatch(text);
  });

  it('one is no plural', () => {
    expect([formatPlural(1, 'file'), formatPlural(0, 'file'), formatPlural(2, 'entry', 'entries')]).toEqual([
      '1 file',
      '0 files',
      '2 entries',
    ]);
  });
});
