import { describe, expect, test } from 'vitest';
import { tallyOfPlaywright, type PlaywrightReport } from './playwright.ts';
import { splitArguments } from './split-arguments.ts';
import { addTallies, forbidSkips } from './tally.ts';
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
      { passed: 2, failed: 1, skipped: ['a'] },
      { passed: 3, failed: 0, skipped: [] },
    ];
    expect(addTallies(parts)).toEqual({ passed: 5, failed: 1, skipped: ['a'] });
  });

  test('a test that was skipped fails in CI, but for one that wants the binary', () => {
    const skipped = ['no python', "updates itself: needs Electron's binary"];
    expect(forbidSkips({ passed: 1, failed: 0, skipped })).toEqual({ passed: 1, failed: 1, skipped: [skipped[1]] });
  });

  test('Vitest: a file that cannot be loaded, and an error outside any test, count as failed', () => {
    const file = { name: 'a.test.ts', status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 4, numFailedTests: 0, testResults: [file] };
    expect(tallyOfVitest(report, 1)).toEqual({ passed: 4, failed: 1, skipped: [] });
    expect(tallyOfVitest({ ...report, testResults: [] }, 1).failed).toBe(1);
    expect(tallyOfVitest({ ...report, testResults: [] }, 0).failed).toBe(0);
  });

  test('Vitest: what was neither passed nor failed was skipped', () => {
    const assertionResults = [
      { fullName: 'kept', status: 'passed' },
      { fullName: 'left out', status: 'skipped' },
    ];
    const testResults = [{ name: 'a.test.ts', status: 'passed', assertionResults }];
    expect(tallyOfVitest({ numPassedTests: 1, numFailedTests: 0, testResults }, 0).skipped).toEqual(['left out']);
  });

  test('Playwright: suites within suites, flaky ones as failed, skipped ones with their reason', () => {
    const report: PlaywrightReport = {
      suites: [
        {
          specs: [{ title: 'a', tests: [{ status: 'expected', annotations: [] }] }],
          suites: [
            {
              specs: [
                { title: 'b', tests: [{ status: 'flaky', annotations: [] }] },
                { title: 'c', tests: [{ status: 'skipped', annotations: [{ description: 'why' }] }] },
              ],
            },
          ],
        },
      ],
      errors: [],
    };
    expect(tallyOfPlaywright(report, 1)).toEqual({ passed: 1, failed: 1, skipped: ['c: why'] });
    expect(tallyOfPlaywright({ suites: [], errors: ['no tests found'] }, 1).failed).toBe(1);
  });
});
