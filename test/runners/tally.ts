// What a runner's tests came to.

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

/** In CI a skipped test is a failed one, but for those that want Electron's binary. */
export function forbidSkips({ passed, failed, skipped }: Tally): Tally {
  const allowed = skipped.filter((name) => name.includes("needs Electron's binary"));
  const forbidden = skipped.filter((name) => !allowed.includes(name));
  for (const name of forbidden) process.stderr.write(`Skipped, which CI forbids: ${name}\n`);
  return { passed, failed: failed + forbidden.length, skipped: allowed };
}
