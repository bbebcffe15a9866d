// A process is killed, the next starts finish its work, and what is left is held against what Wherry promises.
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { FileRow } from '#shared/file.ts';
import { systemClock } from '#engine/clock.ts';
import { createStore } from '#engine/store/store.ts';
import { createWorkstation, type Workstation, type WorkstationOptions } from '../helpers/workstation.ts';
import { nextStarts } from './next-starts.ts';
import { filesOf, type Scenario } from './scenarios.ts';

export async function stationFor(
  scenario: Scenario,
  onFinished: WorkstationOptions['onFinished'] & {},
): Promise<Workstation> {
  const commands = scenario.commands.map((command, index) => [`command_${index + 1}`, command]);
  return await createWorkstation({
    files: filesOf(scenario),
    ini: () => ({
      bettrdata: { timeout: 2 },
      processing: {
        ...Object.fromEntries(commands),
        parallel: scenario.parallel ?? 1,
        retry_max_delay: 1,
        claim_settle: 0,
      },
    }),
    onFinished,
  });
}

export function stored({ folder }: Workstation): FileRow[] {
  const store = createStore(path.join(folder, 'state', 'wherry.db'), systemClock, () => {});
  try {
    return store.files({ states: null, limit: 100, offset: 0 });
  } finally {
    store.close();
  }
}

/** After the kill: finishes the work and asserts the invariants. */
export async function expectNothingLost(station: Workstation, scenario: Scenario, moment: string): Promise<void> {
  const before = stored(station);
  const begun = before.filter(({ state, stepStartedAt }) => state === 'active' && stepStartedAt !== null);
  const told = `${scenario.id}, ${moment}: ${await nextStarts(station)}`;
  const rows = new Map(stored(station).map((row) => [row.name, row]));
  for (const name of scenario.names) expectFile(station, scenario, rows.get(name)!, told);
  // Interrupted is what had begun, and nothing else.
  for (const { name } of begun) expect(rows.get(name)!.state, told).toBe('interrupted');
  const interrupted = [...rows.values()].filter(({ state }) => state === 'interrupted').map(({ name }) => name);
  const known = new Set([...begun, ...before.filter(({ state }) => state === 'interrupted')].map(({ name }) => name));
  expect(
    interrupted.filter((name) => !known.has(name)),
    told,
  ).toEqual([]);
  expect(fs.existsSync(path.join(station.target, '.wherry')), told).toBe(false);
}

function expectFile(station: Workstation, scenario: Scenario, row: FileRow, told: string): void {
  const { commands, mostRuns = 1, settledByHand = [] } = scenario;
  const attributes = station.attributes(row.name);
  const runs = commands.map((_, step) => station.ran().filter((line) => line === `${step + 1} ${row.name}`).length);
  for (const count of runs) expect(count, told).toBeLessThanOrEqual(mostRuns);
  switch (row.state) {
    case 'done':
      expect(attributes['client_status'], told).toBe('SUCCESS');
      if (!settledByHand.includes(row.name)) {
        for (const count of runs) expect(count, told).toBeGreaterThanOrEqual(1);
        const kept = fs.readdirSync(path.join(station.target, 'done')).filter((name) => name.endsWith(row.name));
        expect(kept, told).toEqual([row.name]);
      }
      break;
    case 'failed':
      expect(row.name, told).toMatch(/^x-/);
      expect(attributes['client_status'], told).toBe('FAILED');
      expect(runs[0], told).toBeGreaterThanOrEqual(1);
      break;
    case 'interrupted':
      expect(attributes, told).toMatchObject({
        client_status: 'FAILED',
        client_error: expect.stringMatching(/^interrupted/) as string,
      });
      break;
    case 'skipped':
      expect(settledByHand, told).toContain(row.name);
      break;
    case 'ready':
    case 'active':
    case 'waiting':
    case 'quarantined':
      expect.fail(`${told}: ${row.name} is ${row.state}`);
  }
}
