// Builds the app, runs Playwright and reads what it came to from its JSON report.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { runNode } from './run-node.ts';
import { brokenRun, type Tally } from './tally.ts';

export interface PlaywrightSuite {
  specs?: {
    title: string;
    tests: { status: 'expected' | 'unexpected' | 'flaky' | 'skipped'; annotations: { description?: string }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

export interface PlaywrightReport {
  suites: PlaywrightSuite[];
  /** Errors outside any test. */
  errors: unknown[];
}

/** The double's own spec drives an app of its own, which is not built. */
const NEEDS_NO_BUILD = /test[\\/]desktop[\\/]double/;

export async function runPlaywright(args: string[]): Promise<Tally> {
  const paths = args.filter((word) => !word.startsWith('-'));
  if ((paths.length === 0 || !paths.every((path) => NEEDS_NO_BUILD.test(path))) && !(await buildApp()))
    return brokenRun;
  const folder = mkdtempSync(join(tmpdir(), 'wherry-playwright-'));
  const file = join(folder, 'report.json');
  const reporters = ['test', '--reporter=list,json', ...args];
  const code = await runNode('node_modules/playwright/cli.js', reporters, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  try {
    return existsSync(file) ? tallyOfPlaywright(JSON.parse(readFileSync(file, 'utf8')), code) : brokenRun;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function tallyOfPlaywright({ suites, errors }: PlaywrightReport, code: number): Tally {
  const tests = suites.flatMap(testsIn);
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length + errors.length;
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  };
}

function testsIn({ specs = [], suites = [] }: PlaywrightSuite): { name: string; status: string }[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ status, annotations }) => {
      const reasons = annotations.map(({ description }) => description).filter(Boolean);
      return { name: [title, ...reasons].join(': '), status };
    }),
  );
  return [...own, ...suites.flatMap(testsIn)];
}
