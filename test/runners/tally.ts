// What a runner's tests came to.
import { NEEDS_BINARY, NEEDS_DOUBLE } from '#test/desktop/skip-reasons.ts';

export interface Tally {
  passed: number;
  /** Names, each with the first line of its error where the runner tells one. */
  failed: string[];
  /** As `failed`: what failed at first and passed when CI tried it again. Counted in `passed`; each is a defect to find. */
  unsteady: string[];
  /** Names, each with its reason where the runner tells one. */
  skipped: string[];
}

export function brokenRun(runner: string): Tally {
  return { passed: 0, failed: [`${runner} ended without telling what failed`], unsteady: [], skipped: [] };
}

export function addTallies(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    unsteady: tallies.flatMap(({ unsteady }) => unsteady),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** In CI a skipped test is a failed one, but for what only the other Electron can show (test/desktop/skip-reasons.ts). */
export function forbidSkips(tally: Tally): Tally {
  const allowed = tally.skipped.filter((name) => [NEEDS_BINARY, NEEDS_DOUBLE].some((reason) => name.endsWith(reason)));
  const forbidden = tally.skipped.filter((name) => !allowed.includes(name));
  const failed = [...tally.failed, ...forbidden.map((name) => `skipped, which CI forbids: ${name}`)];
  return { ...tally, failed, skipped: allowed };
}

/** A failure in one line: the test and the first line of its error, without colours. */
export function failureLine(test: string, error = ''): string {
  // oxlint-disable-next-line no-control-regex -- colours are control characters
  const [first = ''] = error.replaceAll(/\u001B\[[\d;]*m/g, '').split('\n');
  return first ? `${test}: ${first}` : test;
}
