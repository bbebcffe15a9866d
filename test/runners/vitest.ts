// Runs Vitest and reads what it came to from its JSON report.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runNode } from './run-node.ts';
import { brokenRun, failureLine, type Tally } from './tally.ts';

export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

export async function runVitest(args: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'wherry-vitest-'));
  const file = join(folder, 'report.json');
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...report, ...args]);
  try {
    return existsSync(file) ? tallyOfVitest(JSON.parse(readFileSync(file, 'utf8')), code) : brokenRun('Vitest');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file that could not be loaded has no test that failed: it counts as one. So does an error outside any test. */
export function tallyOfVitest({ testResults }: VitestReport, code: number): Tally {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      status,
      fullName,
      isUnsteady: status === 'passed' && failureMessages.length > 0,
      line: failureLine(`${relative('.', name)} › ${fullName.trim()}`, failureMessages[0]),
    })),
  );
  const failed = tests.filter(({ status }) => status === 'failed').map(({ line }) => line);
  const brokenFiles = testResults
    .filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === status),
    )
    .map(({ name, message }) => failureLine(relative('.', name), message));
  const all = [...failed, ...brokenFiles];
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: code !== 0 && all.length === 0 ? brokenRun('Vitest').failed : all,
    unsteady: tests.filter(({ isUnsteady }) => isUnsteady).map(({ line }) => line),
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}
