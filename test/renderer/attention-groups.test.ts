import { expect, test } from 'vitest';
import { attentionGroups, groupTitle } from '../../renderer/attention/attention-groups.ts';
import { ruleTroubles } from '../../renderer/attention/rule-troubles.ts';
import { runSummary } from '../../renderer/runs/run-words.ts';
import { listedFile } from './listed-file.ts';

test('files are put together by how they stand and where they failed, unknown ends first', () => {
  const groups = attentionGroups([
    listedFile({ id: 5, state: 'failed', failedAt: 'step:1', reason: 'timeout: import ended after 5 s' }),
    listedFile({ id: 4, state: 'failed', failedAt: 'step:1' }),
    listedFile({ id: 3, state: 'failed', failedAt: 'step:1' }),
    listedFile({ id: 2, state: 'failed', failedAt: 'download', reason: 'verify: MD5 is …' }),
    listedFile({ id: 1, state: 'interrupted', failedAt: 'step:0' }),
  ]);
  expect(groups.map((group) => [groupTitle(group, ['check', 'import']), group.files.map(({ id }) => id)])).toEqual([
    ['Interrupted in check', [1]],
    ['Failed at import', [4, 3]],
    ['Failed at the time limit of import', [5]],
    ['Failed at the check of its content', [2]],
  ]);
});

test('files of two rules are never put together', () => {
  const files = [listedFile({ state: 'failed' }), listedFile({ id: 2, state: 'failed', ruleId: 'other' })];
  expect(attentionGroups(files)).toHaveLength(2);
});

test('a file that needs nobody is left out', () => {
  expect(attentionGroups([listedFile({ state: 'done' })])).toEqual([]);
});

const run = { id: 1, ruleId: 'a', startedAt: 0, endedAt: 9, error: null, warning: null } as const;
const none = { listed: 0, succeeded: 0, failed: 0, waiting: 0 };

test('a run says what became of its files, and nothing of what there was none of', () => {
  const counts = { listed: 5, succeeded: 3, failed: 1, waiting: 0 };
  expect(runSummary({ ...run, ...counts, state: 'partial' })).toBe('5 files listed, 3 succeeded, 1 failed');
  expect(runSummary({ ...run, ...none, state: 'succeeded' })).toBe('Nothing to do');
});

test('a rule that cannot work, waits for approval or failed in its last run is told with what to do', () => {
  const rule = {
    ruleId: 'a',
    name: 'Orders',
    source: 'bettrdata',
    schedule: { kind: 'interval', everyMs: 1 },
    isEnabled: true,
    isApproved: true,
    origin: null,
    isRunning: false,
    nextRunAt: null,
    pause: null,
    lastRun: null,
    problem: null,
  } as const;
  const troubles = ruleTroubles([
    rule,
    { ...rule, ruleId: 'b', problem: { message: 'the secret api-token is missing', hint: 'Enter it.' } },
    { ...rule, ruleId: 'c', isApproved: false },
    { ...rule, ruleId: 'd', lastRun: { ...run, ...none, state: 'failed', error: 'login refused' } },
    { ...rule, ruleId: 'e', pause: { since: 0, until: null, reason: 'by a person' } },
    { ...rule, ruleId: 'f', isEnabled: false, problem: { message: 'the secret is missing', hint: null } },
  ]);
  expect(troubles.map(({ ruleId, message }) => [ruleId, message])).toEqual([
    ['b', 'the secret api-token is missing'],
    ['c', 'Its commands wait for your approval'],
    ['d', 'Its last run failed: login refused'],
  ]);
});
