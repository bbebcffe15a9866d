// Runs Vitest and reads what it came to from its JSON report.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './run-node.ts';
import { brokenRun, type Tally } from './tally.ts';

export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

export async function runVitest(args: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'wherry-vitest-'));
  const file = join(folder, 'report.json');
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...report, ...args]);
  try {
    return existsSync(file) ? tallyOfVitest(JSON.parse(readFileSync(file, 'utf8')), code) : brokenRun;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file that could not be loaded has no test that failed: it counts as one. So does an error outside any test. */
export function tallyOfVitest({ numPassedTests, numFailedTests, testResults }: VitestReport, code: number): Tally {
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}
