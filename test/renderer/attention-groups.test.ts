import { expect, test } from 'vitest';
import { attentionGroups, reasonsOf } from '../../renderer/attention/attention-groups.ts';
import { runSummary } from '../../renderer/runs/run-words.ts';
import { listedFile } from './listed-file.ts';

const names = () => ['check', 'import'];

test('files are put together by how they stand and where they failed, unknown ends first', () => {
  const groups = attentionGroups(
    [
      listedFile({ id: 4, state: 'failed', failedAt: 'step:1' }),
      listedFile({ id: 3, state: 'failed', failedAt: 'step:1' }),
      listedFile({ id: 2, state: 'failed', failedAt: 'download', reason: 'verify: MD5 is …' }),
      listedFile({ id: 1, state: 'interrupted', failedAt: 'step:0' }),
    ],
    names,
  );
  expect(groups.map(({ title, files }) => [title, files.map(({ id }) => id)])).toEqual([
    ['Interrupted in check', [1]],
    ['Failed at import', [4, 3]],
    ['Failed at the check of its content', [2]],
  ]);
});

test('files of two rules are never put together', () => {
  const files = [listedFile({ state: 'failed' }), listedFile({ id: 2, state: 'failed', ruleId: 'other' })];
  expect(attentionGroups(files, names)).toHaveLength(2);
});

test('a file that needs nobody is left out', () => {
  expect(attentionGroups([listedFile({ state: 'done' })], names)).toEqual([]);
});

test('the most frequent reason comes first', () => {
  const files = ['a', 'b', 'b', null].map((reason, id) => listedFile({ id, reason }));
  expect(reasonsOf(files)).toEqual([
    { reason: 'b', count: 2 },
    { reason: 'a', count: 1 },
  ]);
});

test('a run says what became of its files, and nothing of what there was none of', () => {
  const run = { id: 1, ruleId: 'a', startedAt: 0, endedAt: 9, error: null, warning: null } as const;
  const counts = { listed: 5, succeeded: 3, failed: 1, waiting: 0 };
  expect(runSummary({ ...run, ...counts, state: 'partial' })).toBe('5 files listed, 3 succeeded, 1 failed');
  expect(runSummary({ ...run, listed: 0, succeeded: 0, failed: 0, waiting: 0, state: 'succeeded' })).toBe(
    'Nothing to do',
  );
});
