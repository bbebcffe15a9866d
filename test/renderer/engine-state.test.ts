import { expect, it } from 'vitest';
import type { CallOutput } from '#shared/api.ts';
import { engineState } from '../../renderer/app/engine-state.ts';
import { tomorrowMorning } from '../../renderer/app/next-morning.ts';

type Rule = CallOutput<'rule.list'>[number];
const NOW = new Date(2026, 4, 20, 12, 0).getTime();

function rule(part: Partial<Rule> = {}): Rule {
  return {
    ruleId: 'a',
    name: 'Invoices',
    source: 'bettrdata',
    schedule: { kind: 'interval', everyMs: 300_000 },
    isEnabled: true,
    isApproved: true,
    origin: null,
    isRunning: false,
    nextRunAt: NOW + 230_000,
    pause: null,
    lastRun: null,
    problem: null,
    ...part,
  };
}
const paused = { since: NOW, until: null, reason: 'a person' };

it.each([
  ['its next run', [rule()], 0, 'Idle, next run in 4 min'],
  ['the soonest of several', [rule(), rule({ nextRunAt: NOW + 1_000 })], 0, 'Idle, next run now'],
  ['what runs, by name', [rule({ isRunning: true }), rule()], 9, 'Running Invoices'],
  ['how many run', [rule({ isRunning: true }), rule({ isRunning: true })], 0, 'Running 2 rules'],
  ['what needs a person', [rule()], 3, '3 need you, next run in 4 min'],
  ['that all are paused', [rule({ pause: paused }), rule({ isEnabled: false })], 3, 'Paused'],
  [
    'that one of two is paused only by the other',
    [rule({ pause: paused, nextRunAt: null }), rule()],
    0,
    'Idle, next run in 4 min',
  ],
  ['that all are off', [rule({ isEnabled: false })], 0, 'All rules are off'],
  ['that there are none', [], 0, 'No rules yet'],
] as const)('the foot of the sidebar says %s', (_what, rules, attention, text) => {
  expect(engineState('open', [...rules], attention, NOW).text).toBe(text);
});

it('says until when all are paused', () => {
  const until = new Date(2026, 4, 20, 18, 0).getTime();
  expect(engineState('open', [rule({ pause: { ...paused, until } })], 0, NOW).text).toMatch(/^Paused until .*\d:00/);
});

it('a lost connection is said whatever was known', () => {
  expect(engineState('lost', [rule()], 3, NOW)).toEqual({ kind: 'offline', text: 'Not connected' });
});

it('tomorrow is the next day on the wall, also over the end of a month', () => {
  expect(tomorrowMorning(new Date(2026, 0, 31, 23, 59))).toBe(new Date(2026, 1, 1, 8, 0).getTime());
});
