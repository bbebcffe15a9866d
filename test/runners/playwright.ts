// Builds the app, runs Playwright and reads what it came to from its JSON report.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { runNode } from './run-node.ts';
import { brokenRun, failureLine, type Tally } from './tally.ts';

export interface PlaywrightSuite {
  specs?: {
    title: string;
    file: string;
    line: number;
    tests: {
      status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      annotations: { description?: string }[];
      results: { error?: { message?: string } }[];
    }[];
  }[];
  suites?: PlaywrightSuite[];
}

export interface PlaywrightReport {
  suites: PlaywrightSuite[];
  /** Errors outside any test. */
  errors: { message?: string }[];
}

/** The double's own spec drives an app of its own, which is not built. */
const NEEDS_NO_BUILD = /test[\\/]desktop[\\/]double/;

export async function runPlaywright(args: string[]): Promise<Tally> {
  const paths = args.filter((word) => !word.startsWith('-'));
  if ((paths.length === 0 || !paths.every((path) => NEEDS_NO_BUILD.test(path))) && !(await buildApp()))
    return brokenRun('The build');
  const folder = mkdtempSync(join(tmpdir(), 'wherry-playwright-'));
  const file = join(folder, 'report.json');
  const reporters = ['test', '--reporter=list,json', ...args];
  const code = await runNode('node_modules/playwright/cli.js', reporters, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  try {
    return existsSync(file) ? tallyOfPlaywright(JSON.parse(readFileSync(file, 'utf8')), code) : brokenRun('Playwright');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function tallyOfPlaywright({ suites, errors }: PlaywrightReport, code: number): Tally {
  const tests = suites.flatMap(testsIn);
  const linesOf = (wanted: string): string[] => tests.filter(({ status }) => status === wanted).map(({ line }) => line);
  const failed = [...linesOf('unexpected'), ...errors.map(({ message }) => failureLine('outside any spec', message))];
  return {
    passed: linesOf('expected').length + linesOf('flaky').length,
    failed: code !== 0 && failed.length === 0 ? brokenRun('Playwright').failed : failed,
    unsteady: linesOf('flaky'),
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  };
}

function testsIn({ specs = [], suites = [] }: PlaywrightSuite): { name: string; status: string; line: string }[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests.map(({ status, annotations, results }) => {
      const reasons = annotations.map(({ description }) => description).filter(Boolean);
      const error = results.find((result) => result.error)?.error?.message;
      return {
        name: [title, ...reasons].join(': '),
        status,
        line: failureLine(`${file}:${line} › ${title}`, error),
      };
    }),
  );
  return [...own, ...suites.flatMap(testsIn)];
}
