// What the list of rules says, and how lengths of time and JSON are typed.
import { describe, expect, it } from 'vitest';
import type { RuleStatus } from '#shared/api-rules.ts';
import { moved } from '../../renderer/rules/editor/command-order.ts';
import { scheduleOf } from '../../renderer/rules/editor/schedule-kinds.ts';
import { suggestionsOf } from '../../renderer/rules/editor/template-names.ts';
import { durationInWords, toMs, toParts } from '../../renderer/rules/fields/duration-parts.ts';
import { readJsonText, writeJsonText } from '../../renderer/rules/fields/json-text.ts';
import { toBase64 } from '../../renderer/rules/import/ini-file.ts';
import { countsInWords, scheduleInWords, standing } from '../../renderer/rules/rule-words.ts';
import { stepIndexOf } from '../../renderer/welcome/tour/tour-steps.ts';

const NOW = new Date(2026, 10, 25, 12).getTime();

function status(part: Partial<RuleStatus> = {}): RuleStatus {
  return {
    ruleId: 'orders',
    name: 'Orders',
    source: 'bettrdata',
    schedule: { kind: 'interval', everyMs: 60_000 },
    isEnabled: true,
    isApproved: true,
    origin: { kind: 'editor' },
    isRunning: false,
    nextRunAt: NOW + 240_000,
    pause: null,
    lastRun: null,
    problem: null,
    ...part,
  };
}

describe('how a rule stands', () => {
  const problem = { message: 'the secret api-token is missing', hint: 'Enter it.' };
  const pause = { since: NOW, until: null, reason: 'by a person' };

  it('is told by what a person has to do first', () => {
    expect(standing(status({ isApproved: false, problem, pause }), NOW)).toMatchObject({ tone: 'approval' });
    expect(standing(status({ problem, pause }), NOW)).toMatchObject({ tone: 'problem', detail: 'Enter it.' });
    expect(standing(status({ pause }), NOW)).toMatchObject({ text: 'Paused until resumed', detail: 'by a person' });
    expect(standing(status({ isEnabled: false, pause }), NOW)).toMatchObject({ tone: 'off', text: 'Off' });
  });

  it('is running while it runs, whatever else there is', () => {
    expect(standing(status({ isRunning: true, problem }), NOW)).toMatchObject({ tone: 'running' });
  });

  it('names the next run, one that is due, and none', () => {
    expect(standing(status(), NOW).text).toBe('Next run in 4 min');
    expect(standing(status({ nextRunAt: NOW - 1 }), NOW).text).toBe('Next run now');
    expect(standing(status({ nextRunAt: null }), NOW).text).toBe('Idle');
  });
});

it('a run is told by its counts', () => {
  expect(countsInWords({ state: 'partial', succeeded: 3, failed: 1, waiting: 0 })).toBe('3 done, 1 failed');
  expect(countsInWords({ state: 'succeeded', succeeded: 0, failed: 0, waiting: 0 })).toBe('Nothing to do');
  expect(countsInWords({ state: 'running', succeeded: 0, failed: 0, waiting: 0 })).toBe('No file has ended yet');
});

describe('a schedule', () => {
  it('is told in words', () => {
    expect(scheduleInWords({ kind: 'interval', everyMs: 300_000 })).toBe('5 min after each run');
    const weekly = { kind: 'weekly', at: '07:30', weekdays: ['mon', 'fri'], timezone: 'Europe/Berlin' } as const;
    expect(scheduleInWords({ ...weekly, weekdays: [...weekly.weekdays] })).toBe('Mon, Fri at 07:30 (Europe/Berlin)');
  });

  it('of another kind keeps the time and the zone that were typed', () => {
    const daily = { kind: 'daily', at: '22:15', timezone: 'Asia/Tokyo' } as const;
    expect(scheduleOf('weekly', daily)).toMatchObject({ at: '22:15', timezone: 'Asia/Tokyo' });
    expect(scheduleOf('cron', daily)).toMatchObject({ timezone: 'Asia/Tokyo' });
  });
});

describe('a length of time', () => {
  it('is shown in the largest unit of which it is a whole number', () => {
    expect(toParts(86_400_000)).toEqual({ amount: 1, unit: 'd' });
    expect(toParts(90_000)).toEqual({ amount: 90, unit: 's' });
    expect(toParts(0)).toEqual({ amount: 0, unit: 's' });
    expect(durationInWords(3_600_000)).toBe('1 h');
  });

  it('comes back as whole milliseconds', () => {
    expect(toMs(0.1, 's')).toBe(100);
    expect(toMs(1.5, 'h')).toBe(5_400_000);
  });
});

describe('a JSON object as text', () => {
  it('is read, and an empty text is null only where that is allowed', () => {
    expect(readJsonText('{"a": 1}', false)).toEqual({ problem: null, value: { a: 1 } });
    expect(readJsonText('  ', true)).toEqual({ problem: null, value: null });
    expect(readJsonText('', false).problem).toMatch(/JSON object is needed/);
  });

  it('that is none says why', () => {
    expect(readJsonText('[1]', false).problem).toMatch(/no object/);
    expect(readJsonText("{'a': 1}", false).problem).toMatch(/no JSON yet/);
    expect(writeJsonText(null)).toBe('');
  });
});

it('a command moves by one place and never out of the list', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

it('names for a template are those of every file and the fields of the record that a template can name', () => {
  const names = suggestionsOf({ customer: 'Müller', 'a.b': 1, fileName: 'x', long: 'y'.repeat(99) });
  expect(names.map(({ name }) => name)).toEqual(['filePath', 'fileName', 'customer', 'long']);
  expect(names.at(-1)?.about).toHaveLength(40);
});

it('bytes of a file reach the engine as they are, also more than a call takes arguments', () => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, index) => index % 256);
  expect(Buffer.from(toBase64(bytes), 'base64').equals(bytes)).toBe(true);
});

it('the tour begins at its first step where the address names none', () => {
  expect([{}, { step: '0' }, { step: '99' }, { step: 'x' }].map(stepIndexOf)).toEqual([0, 0, 0, 0]);
  expect(stepIndexOf({ step: '3' })).toBe(2);
});
