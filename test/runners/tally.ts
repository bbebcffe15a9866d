// What a runner's tests came to.
import { NEEDS_BINARY, NEEDS_DOUBLE } from '#test/desktop/skip-reasons.ts';

export interface Tally {
  passed: number;
  failed: number;
  /** Names, each with its reason where the runner tells one. */
  skipped: string[];
}

/** A runner that ended without telling its results. */
export const brokenRun: Tally = { passed: 0, failed: 1, skipped: [] };

export function addTallies(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** In CI a skipped test is a failed one, but for what only the other Electron can show (test/desktop/skip-reasons.ts). */
export function forbidSkips({ passed, failed, skipped }: Tally): Tally {
  const allowed = skipped.filter((name) => [NEEDS_BINARY, NEEDS_DOUBLE].some((reason) => name.endsWith(reason)));
  const forbidden = skipped.filter((name) => !allowed.includes(name));
  for (const name of forbidden) process.stderr.write(`Skipped, which CI forbids: ${name}\n`);
  return { passed, failed: failed + forbidden.length, skipped: allowed };
}
