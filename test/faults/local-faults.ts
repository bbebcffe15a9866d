// What goes wrong on this machine: the folder, the command, the clock.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Bench } from './bench.ts';
import { DONE, type Fault, type Stand, UNTOUCHED } from './fault.ts';

const FAILED: Record<string, Stand> = { 'a.csv': ['failed', 'FAILED'], 'b.csv': ['failed', 'FAILED'] };
const COMMAND_FAILED =
  'FAILED with the step and the reason; the file stays where it is. `wherry retry` runs that step again when it is mended.';

function command(id: string, fault: string, line: string, says: string, keys: Record<string, number> = {}): Fault {
  return {
    id,
    fault,
    outcome: COMMAND_FAILED,
    ini: () => ({ processing: { command_1: line, ...keys } }),
    breaks: () => {},
    broken: { code: 1, stands: FAILED, says },
    async mends({ station, rewrite }) {
      rewrite(`command_1 = ${line}`, `command_1 = echo {{ fileName }} >> ${path.join(station.folder, 'ran.txt')}`);
      for (const number of ['1', '2']) await station.wherry('retry', number);
    },
  };
}

/** Moves the wall clock of the runs from now on; `afterMs` into a run, or from its beginning. */
function setClock(bench: Bench, byMs: number, afterMs = 0): void {
  const code = `const real = Date.now; const since = real();
    Date.now = () => real() + (real() - since >= ${afterMs} ? ${byMs} : 0);`;
  bench.env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` };
}

const DAY_MS = 86_400_000;

/** As a program that holds a file on Windows: while it is a mount point nobody can remove or rename it (EBUSY). */
function hold(file: string, onFinished: Bench['onFinished']): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, 'held');
  execFileSync('mount', ['--bind', file, file]);
  onFinished(() => {
    if (isHeld(file)) letGo(file);
  });
}

function isHeld(file: string): boolean {
  return fs.readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${file} `);
}

function letGo(file: string): void {
  execFileSync('umount', [file]);
}

/** Of the first file that a rule finds. */
function partOf({ station: { target } }: Bench, externalId: string): string {
  return path.join(target, '.wherry', `${externalId}.1.part`);
}

function breakFinal({ station }: Bench): void {
  station.instance.faults.http = ({ body }) =>
    JSON.stringify(body).includes('"SUCCESS"') ? { kind: 'answer', status: 503 } : null;
}

function clockBetween(id: string, fault: string, byMs: number): Fault {
  return {
    id,
    fault,
    outcome: 'What waits is tried at the next run; nothing runs twice.',
    breaks: breakFinal,
    broken: { code: 3, stands: { 'a.csv': ['waiting', 'STARTED'], 'b.csv': ['ready', null] } },
    mends(bench) {
      bench.station.instance.faults.http = null;
      setClock(bench, byMs);
    },
  };
}

export const LOCAL_FAULTS: readonly Fault[] = [
  {
    id: 'target-read-only',
    fault: 'The target folder is on a disk that is mounted read-only',
    outcome: 'A settings error before anything is listed; nothing was touched.',
    breaks({ station: { target }, onFinished }) {
      fs.mkdirSync(target);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', target]);
      onFinished(() => {
        if (!fs.existsSync(path.join(target, 'done'))) execFileSync('umount', ['--lazy', target]);
      });
    },
    broken: { code: 2, stands: UNTOUCHED, says: 'EROFS' },
    mends: ({ station: { target } }) => void execFileSync('umount', ['--lazy', target]),
  },
  {
    id: 'target-is-a-file',
    fault: 'There is a file where the target folder should be',
    outcome: 'A settings error before anything is listed; nothing was touched.',
    breaks: ({ station: { target } }) => fs.writeFileSync(target, ''),
    broken: { code: 2, stands: UNTOUCHED, says: 'cannot be written' },
    mends: ({ station: { target } }) => fs.rmSync(target),
  },
  {
    id: 'file-locked',
    fault: 'Another program holds a local file that Wherry must replace (EBUSY)',
    outcome: 'Three tries; then the file waits, longer after each failure, and others go on. It stays STARTED.',
    breaks: (bench) => hold(partOf(bench, 'file-locked-a.csv'), bench.onFinished),
    broken: { code: 1, stands: { 'a.csv': ['waiting', 'STARTED'], 'b.csv': DONE }, says: 'try 2 of 3' },
    mends: (bench) => letGo(partOf(bench, 'file-locked-a.csv')),
  },
  command('command-not-found', 'The command does not exist', 'no-such-program {{ filePath }}', 'exit code 127'),
  command('command-killed', 'The command is killed', 'kill -9 $$', 'SIGKILL'),
  command('command-too-slow', 'The command takes longer than its limit', 'sleep 60', 'command_1', {
    command_timeout: 1,
  }),
  clockBetween('clock-set-back', 'The clock is set back by a day while a status waits', -DAY_MS),
  clockBetween('clock-set-forward', 'The clock is set forward by a day while a status waits', DAY_MS),
  {
    id: 'clock-jumps',
    fault: 'The clock is set back by an hour within a run',
    outcome: 'Nobody notices.',
    breaks: (bench) => setClock(bench, -3_600_000, 400),
    broken: { code: 0, stands: { 'a.csv': DONE, 'b.csv': DONE } },
    mends: () => {},
  },
];
