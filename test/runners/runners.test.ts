import { describe, expect, test } from 'vitest';
import { tallyOfPlaywright, type PlaywrightReport } from './playwright.ts';
import { splitArguments } from './split-arguments.ts';
import { addTallies, failureLine, forbidSkips } from './tally.ts';
import { tallyOfVitest } from './vitest.ts';

describe('what follows `npm test --`', () => {
  test('nothing wants both runners whole', () => {
    expect(splitArguments([])).toEqual({ vitest: [], playwright: [] });
  });

  test('folders of specs and files of specs go to Playwright, with the options', () => {
    const words = ['test/desktop', 'test/browser/pages.spec.ts:12', '--update-snapshots'];
    expect(splitArguments(words)).toEqual({ vitest: undefined, playwright: words });
    expect(splitArguments(['./test/desktop/'])).toEqual({ vitest: undefined, playwright: ['./test/desktop/'] });
  });

  test('other paths go to Vitest, and an option stays before its value', () => {
    expect(splitArguments(['test/store', '-t', 'claim'])).toEqual({
      vitest: ['test/store', '-t', 'claim'],
      playwright: undefined,
    });
    expect(splitArguments(['test/desktopia'])).toEqual({ vitest: ['test/desktopia'], playwright: undefined });
  });

  test('paths of both kinds are split', () => {
    expect(splitArguments(['test/unit', 'test/desktop'])).toEqual({
      vitest: ['test/unit'],
      playwright: ['test/desktop'],
    });
  });
});

describe('the count', () => {
  test('is over all runners', () => {
    const parts = [
      { passed: 2, failed: ['b'], unsteady: [], skipped: ['a'] },
      { passed: 3, failed: [], unsteady: ['c'], skipped: [] },
    ];
    expect(addTallies(parts)).toEqual({ passed: 5, failed: ['b'], unsteady: ['c'], skipped: ['a'] });
  });

  test('a test that was skipped fails in CI, but for one that wants the binary', () => {
    const skipped = ['no python', "updates itself: needs Electron's binary"];
    expect(forbidSkips({ passed: 1, failed: [], unsteady: [], skipped })).toEqual({
      passed: 1,
      failed: ['skipped, which CI forbids: no python'],
      unsteady: [],
      skipped: [skipped[1]],
    });
  });

  test('a failure is told in one line without colours', () => {
    expect(failureLine('a test', '\u001B[31mexpected 1\u001B[39m\nto be 2')).toBe('a test: expected 1');
    expect(failureLine('a test')).toBe('a test');
  });

  test('Vitest: a file that cannot be loaded, and an error outside any test, count as failed', () => {
    const file = { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
    expect(tallyOfVitest({ testResults: [file] }, 1)).toEqual({
      passed: 0,
      failed: ['a.test.ts: no such module'],
      unsteady: [],
      skipped: [],
    });
    expect(tallyOfVitest({ testResults: [] }, 1).failed).toHaveLength(1);
    expect(tallyOfVitest({ testResults: [] }, 0).failed).toEqual([]);
  });

  test('Vitest: passed, failed, passed at the second try, skipped', () => {
    const assertionResults = [
      { fullName: 'kept', status: 'passed', failureMessages: [] },
      { fullName: 'broken', status: 'failed', failureMessages: ['Error: no\n at x'] },
      { fullName: 'late', status: 'passed', failureMessages: ['Error: not yet'] },
      { fullName: 'left out', status: 'skipped', failureMessages: [] },
    ];
    const testResults = [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults }];
    expect(tallyOfVitest({ testResults }, 1)).toEqual({
      passed: 2,
      failed: ['a.test.ts › broken: Error: no'],
      unsteady: ['a.test.ts › late: Error: not yet'],
      skipped: ['left out'],
    });
  });

  test('Playwright: suites within suites, flaky ones apart, skipped ones with their reason', () => {
    const place = { file: 'a.spec.ts', line: 7 };
    const result = { status: 'expected' as const, annotations: [], results: [] };
    const flaky = { ...result, status: 'flaky' as const, results: [{ error: { message: 'late' } }, {}] };
    const skipped = { ...result, status: 'skipped' as const, annotations: [{ description: 'why' }] };
    const report: PlaywrightReport = {
      suites: [
        {
          specs: [{ ...place, title: 'a', tests: [result] }],
          suites: [
            {
              specs: [
                { ...place, title: 'b', tests: [flaky] },
                { ...place, title: 'c', tests: [skipped] },
                { ...place, title: 'd', tests: [{ ...result, status: 'unexpected' }] },
              ],
            },
          ],
        },
      ],
      errors: [],
    };
    expect(tallyOfPlaywright(report, 1)).toEqual({
      passed: 2,
      failed: ['a.spec.ts:7 › d'],
      unsteady: ['a.spec.ts:7 › b: late'],
      skipped: ['c: why'],
    });
    const outside = tallyOfPlaywright({ suites: [], errors: [{ message: 'no tests found' }] }, 1);
    expect(outside.failed).toEqual(['outside any spec: no tests found']);
  });
});
