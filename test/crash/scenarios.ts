// What is under way when the process is killed. Each is killed at its events, a new process finishes it, and
// kill-point.ts holds what is left against the invariants.
import { setTimeout as delay } from 'node:timers/promises';
import { type DemoFile, demoFile } from '#demo/file.ts';
import type { Workstation } from '../helpers/workstation.ts';
import type { Plan } from './plan.ts';
import { killedRun } from './start-killed-run.ts';

export interface Scenario {
  id: string;
  /** `x-…` files are rejected by the command, once or for ever as the scenario says. */
  names: readonly string[];
  /** Each notes its run as `<step> <file>` in RAN. */
  commands: readonly string[];
  parallel?: number;
  /** Before the process that is killed. */
  before?: (station: Workstation) => Promise<unknown>;
  calls?: Plan['calls'];
  /** Kill at each so-manieth event only. */
  stride?: number;
  /** A step may have run so often: once, and once more for each time that a person asked for it. */
  mostRuns?: number;
  /** Files that a person has settled: their command need not have run. */
  settledByHand?: readonly string[];
}

export function filesOf({ names }: Scenario): DemoFile[] {
  return names.map((name) => demoFile(name, `content of ${name}\n`, { _id: name }));
}

/** What waits is due again after it: `retry_max_delay` of kill-point.ts and a little. */
const RETRY_MS = 1_100;

const NOTE = 'echo 1 {{ fileName }} >> RAN';
/** Fails while the folder does not hold `mended`. */
const REJECT = `${NOTE}; case {{ fileName }} in x-*) test -e RAN.mended;; esac`;

async function brokenRun(station: Workstation, breaks: Workstation['instance']['faults']): Promise<void> {
  Object.assign(station.instance.faults, breaks);
  await station.onceHere();
  Object.assign(station.instance.faults, { http: null, sftp: null });
}

export const SCENARIOS: readonly Scenario[] = [
  { id: 'two commands', names: ['a.csv'], commands: [NOTE, 'echo 2 {{ fileName }} >> RAN'] },
  {
    id: 'three files, two at a time, one fails',
    names: ['a.csv', 'x-b.csv', 'c.csv'],
    commands: [REJECT],
    parallel: 2,
    stride: 3,
  },
  {
    id: 'recovery of a begun command',
    names: ['a.csv', 'b.csv'],
    commands: [NOTE],
    before: (station) => killedRun(station, { verb: 'begin' }).ended,
    stride: 2,
  },
  {
    id: 'recovery of a claim',
    names: ['a.csv'],
    commands: [NOTE],
    before: (station) => killedRun(station, { verb: 'claim' }).ended,
    stride: 3,
  },
  {
    id: 'status pending',
    names: ['a.csv'],
    commands: [NOTE],
    async before(station) {
      await brokenRun(station, {
        http: ({ body }) => (JSON.stringify(body).includes('SUCCESS') ? { kind: 'answer', status: 401 } : null),
        sftp: null,
      });
      await delay(RETRY_MS);
    },
    stride: 2,
  },
  {
    id: 'a person asks for a failed file again',
    names: ['x-a.csv'],
    commands: ['echo 1 {{ fileName }} >> RAN; test -e RAN.second || { touch RAN.second; exit 3; }'],
    before: (station) => station.onceHere(),
    calls: [{ call: 'file.retry', id: 'x-a.csv' }],
    mostRuns: 2,
    stride: 2,
  },
  {
    id: 'a person skips a failed file',
    names: ['x-a.csv'],
    commands: [REJECT],
    before: (station) => station.onceHere(),
    calls: [{ call: 'file.skip', id: 'x-a.csv' }],
    settledByHand: ['x-a.csv'],
  },
  {
    id: 'a person marks a failed file as done',
    names: ['x-a.csv'],
    commands: [REJECT],
    before: (station) => station.onceHere(),
    calls: [{ call: 'file.done', id: 'x-a.csv' }],
    settledByHand: ['x-a.csv'],
  },
];

/** Broken while the process is killed: verbs that a good run never needs. */
export const BROKEN_SCENARIOS: readonly (Scenario & { faults: Workstation['instance']['faults'] })[] = [
  {
    id: 'STARTED is refused',
    names: ['a.csv'],
    commands: [NOTE],
    faults: { http: ({ method }) => (method === 'GET' ? null : { kind: 'answer', status: 403 }), sftp: null },
  },
  {
    id: 'downloads break',
    names: ['a.csv'],
    commands: [NOTE],
    stride: 2,
    faults: { http: null, sftp: ({ name }) => (name === 'READ' ? { kind: 'refuse', status: 'failure' } : null) },
  },
];
