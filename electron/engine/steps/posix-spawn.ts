// Starts programs on Linux by the system's own posix_spawn. Node starts them by fork there, which first copies the tables
// of this process's memory, in the thread that does everything else: 17 ms with 210 MB, where this takes 1 ms
// (docs/performance.md). Its pipes are real ones, too; see output-pipes.ts.
//
// [Note: who reaps a child] The system tells of an end by SIGCHLD and keeps it until somebody asks for it. Node asks for
// the children that it has started itself, and for no others.
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants } from 'node:os';
import type { Exit } from './child.ts';
import { type Libc, loadLibc, type SpawnOptions } from './libc.ts';
import type { Started, StartOptions } from './start-process.ts';
import type { SpawnPlan } from './spawn-plan.ts';

type PosixSpawn = (plan: SpawnPlan, options: StartOptions) => Promise<Started>;

/** Signals are not lost; but without a timer, nothing would keep this process alive. */
const LOOK_MS = 1_000;

/** Null where Node's own start has to do, see loadLibc. */
export async function loadPosixSpawn(): Promise<PosixSpawn | null> {
  const libc = await loadLibc();
  if (libc === null) return null;
  const reap = createReaper(libc);
  return async (plan, options) => {
    const [out, err] = openPipes(libc);
    try {
      const pid = await start(libc, [plan.program, ...plan.args], {
        directory: options.directory,
        environment: Object.entries(options.env).map(([name, value]) => `${name}=${value}`),
        stdout: out.writeEnd,
        stderr: err.writeEnd,
      });
      return { pid, exit: reap(pid), outputs: [out.reader, err.reader] };
    } catch (error) {
      for (const { reader } of [out, err]) reader.destroy();
      throw error;
    } finally {
      for (const { writeEnd } of [out, err]) closeSync(writeEnd);
    }
  };
}

/** A script without a #! line is the shell's, as everywhere. */
async function start(libc: Libc, argv: [string, ...string[]], options: SpawnOptions): Promise<number> {
  try {
    return await libc.spawn(argv[0], argv, options);
  } catch (error) {
    const isScript = error instanceof Error && 'code' in error && error.code === 'ENOEXEC' && argv[0].includes('/');
    if (!isScript) throw error;
    return await libc.spawn('/bin/sh', ['/bin/sh', ...argv], options);
  }
}

interface Pipe {
  reader: Socket;
  writeEnd: number;
}

function openPipes(libc: Libc): [Pipe, Pipe] {
  const out = openPipe(libc);
  try {
    return [out, openPipe(libc)];
  } catch (error) {
    out.reader.destroy();
    closeSync(out.writeEnd);
    throw error;
  }
}

function openPipe(libc: Libc): Pipe {
  const [readEnd, writeEnd] = libc.pipe();
  return { reader: new Socket({ fd: readEnd, readable: true, writable: false }), writeEnd };
}

/** Of the function that promises a child's end. */
function createReaper(libc: Libc): (pid: number) => Promise<Exit> {
  const ends = new Map<number, (exit: Exit) => void>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    for (const [pid, tell] of ends) {
      const status = libc.endOf(pid);
      if (status === null) continue;
      ends.delete(pid);
      tell(exitOf(status));
    }
    if (ends.size === 0) clearInterval(timer);
  }

  process.on('SIGCHLD', look);

  return (pid) =>
    new Promise((resolve) => {
      if (ends.size === 0) timer = setInterval(look, LOOK_MS);
      ends.set(pid, resolve);
      // Its signal may have come before its number did.
      look();
    });
}

/** As wait(2) encodes it. */
function exitOf(status: number): Exit {
  const number = status & 0x7f;
  if (number === 0) return { code: (status >> 8) & 0xff, signal: null };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they are its keys
  const names = Object.keys(constants.signals) as NodeJS.Signals[];
  const signal = names.find((name) => constants.signals[name] === number);
  // Those without a name as shells tell them.
  return signal === undefined ? { code: 128 + number, signal: null } : { code: null, signal };
}
