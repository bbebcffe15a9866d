// The tray in every state, without Electron.
import type { RuleStatus } from '#shared/api-rules.ts';
import { expect, test } from 'vitest';
import { quittingView, trayView, type TrayFacts, type TrayItem } from '#shell/tray-view.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const MINUTE = 60_000;

function rule(name: string, more: Partial<RuleStatus> = {}): RuleStatus {
  return {
    ruleId: name.toLowerCase(),
    name,
    source: 'bettrdata',
    schedule: { kind: 'interval', everyMs: MINUTE },
    isEnabled: true,
    isApproved: true,
    origin: null,
    isRunning: false,
    nextRunAt: NOW + 4 * MINUTE,
    pause: null,
    lastRun: null,
    problem: null,
    ...more,
  };
}

function facts(rules: RuleStatus[], more: Partial<TrayFacts> = {}): TrayFacts {
  return { rules, attention: 0, unreachable: new Set(), startsAtLogin: false, now: NOW, ...more };
}

function pausedUntil(until: number | null): Partial<RuleStatus> {
  return { pause: { since: NOW, until, reason: 'by anna' } };
}

function item(groups: TrayItem[][], id: string): TrayItem | undefined {
  return groups.flat().find((candidate) => candidate.id === id);
}

const MISSING = { message: 'a secret is missing', hint: null };

test.each<[string, TrayFacts | null, string, string]>([
  ['no rules', facts([]), 'idle', 'no rules yet'],
  ['idle', facts([rule('Orders')]), 'idle', 'idle, next run in 4 min'],
  [
    'idle, soonest rule first',
    facts([rule('A'), rule('B', { nextRunAt: NOW + 40_000 })]),
    'idle',
    'idle, next run in 40 s',
  ],
  ['idle for hours', facts([rule('A', { nextRunAt: NOW + 180 * MINUTE })]), 'idle', 'idle, next run in 3 h'],
  ['idle for days', facts([rule('A', { nextRunAt: NOW + 4_320 * MINUTE })]), 'idle', 'idle, next run in 3 days'],
  ['overdue', facts([rule('A', { nextRunAt: NOW - 5 })]), 'idle', 'idle, next run in 0 s'],
  ['nobody runs schedules', facts([rule('A', { nextRunAt: null })]), 'idle', 'idle'],
  ['one runs', facts([rule('Orders', { isRunning: true }), rule('B')]), 'running', 'running Orders'],
  ['two run', facts([rule('A', { isRunning: true }), rule('B', { isRunning: true })]), 'running', 'running 2 rules'],
  [
    'a run, and files wait',
    facts([rule('A', { isRunning: true })], { attention: 2 }),
    'running',
    'running A, 2 files need you',
  ],
  ['one file waits', facts([rule('A')], { attention: 1 }), 'attention', 'idle, next run in 4 min, 1 file needs you'],
  [
    'many files wait',
    facts([rule('A')], { attention: 1_204 }),
    'attention',
    'idle, next run in 4 min, 1,204 files need you',
  ],
  ['not approved', facts([rule('A', { isApproved: false })]), 'attention', 'no rule is switched on, 1 rule needs you'],
  [
    'a secret is missing',
    facts([rule('A'), rule('B', { problem: MISSING })]),
    'attention',
    'idle, next run in 4 min, 1 rule needs you',
  ],
  ['all off', facts([rule('A', { isEnabled: false })]), 'idle', 'no rule is switched on'],
  ['off is no trouble', facts([rule('A', { isEnabled: false, problem: MISSING })]), 'idle', 'no rule is switched on'],
  ['paused', facts([rule('A', pausedUntil(NOW + 59 * MINUTE))]), 'paused', 'paused, goes on in 59 min'],
  ['paused for good', facts([rule('A', pausedUntil(null))]), 'paused', 'paused until it is resumed'],
  ['one of two paused', facts([rule('A', pausedUntil(null)), rule('B')]), 'idle', 'idle, next run in 4 min'],
  [
    'paused and files wait',
    facts([rule('A', pausedUntil(null))], { attention: 3 }),
    'attention',
    'paused until it is resumed, 3 files need you',
  ],
  [
    'away',
    facts([rule('Orders'), rule('B')], { unreachable: new Set(['orders']) }),
    'offline',
    'no connection for Orders',
  ],
  [
    'away and switched off',
    facts([rule('A', { isEnabled: false })], { unreachable: new Set(['a']) }),
    'idle',
    'no rule is switched on',
  ],
  ['no engine', null, 'offline', 'no connection to the engine'],
])('%s: image and words', (_name, given, state, words) => {
  const view = trayView(given);
  expect([view.state, view.tooltip]).toEqual([state, `Wherry: ${words}`]);
  expect(view.groups[0]![0]!.label).toBe(words[0]!.toUpperCase() + words.slice(1));
});

test('a tooltip is no longer than what Windows shows', () => {
  const { tooltip } = trayView(facts([rule('Bestellungen der Niederlassung '.repeat(8), { isRunning: true })]));
  expect(tooltip).toHaveLength(127);
  expect(tooltip.endsWith('…')).toBe(true);
});

test('one rule is run by one item, several by one each and one for all', () => {
  const one = item(trayView(facts([rule('Orders')])).groups, 'run');
  expect(one).toMatchObject({ label: 'Run now', action: { kind: 'run', ruleId: null } });
  const several = item(
    trayView(facts([rule('Orders'), rule('Stock'), rule('Off', { isEnabled: false })])).groups,
    'run',
  );
  expect(several?.items?.map(({ label, action }) => [label, action])).toEqual([
    ['All rules', { kind: 'run', ruleId: null }],
    ['Orders', { kind: 'run', ruleId: 'orders' }],
    ['Stock', { kind: 'run', ruleId: 'stock' }],
  ]);
});

test('nothing can be run or paused where no rule can work', () => {
  const { groups } = trayView(facts([rule('A', { isApproved: false })]));
  expect([item(groups, 'run'), item(groups, 'pause')]).toMatchObject([{ action: null }, { action: null }]);
  expect([item(groups, 'run'), item(groups, 'pause')].some((each) => each?.items)).toBe(false);
});

test.each([
  ['none is paused', [rule('A')], ['pause']],
  ['all are', [rule('A', pausedUntil(null))], ['resume']],
  ['some are', [rule('A', pausedUntil(null)), rule('B')], ['pause', 'resume']],
])('pause and resume, where %s', (_name, rules, ids) => {
  const { groups } = trayView(facts(rules));
  expect(['pause', 'resume'].filter((id) => item(groups, id) !== undefined)).toEqual(ids);
});

test('start at login is ticked as the settings say, and its click turns it', () => {
  const { groups } = trayView(facts([], { startsAtLogin: true }));
  expect(item(groups, 'start-at-login')).toMatchObject({ isTicked: true, action: { isOn: false } });
});

test('without an engine one can still look and quit', () => {
  const actions = trayView(null)
    .groups.flat()
    .filter(({ action }) => action !== null);
  expect(actions.map(({ label }) => label)).toEqual(['Open Wherry', 'Quit Wherry']);
});

test.each([
  [[], 'Wherry: quitting'],
  [['orders.csv'], 'Wherry: quitting when orders.csv is done'],
  [['a', 'b'], 'Wherry: quitting when 2 files are done'],
])('quitting with %j under way', (names, tooltip) => {
  expect(quittingView(names)).toMatchObject({ state: 'running', tooltip });
});
