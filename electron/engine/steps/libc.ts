// The functions of Linux's C library that starting a program takes, in the words of JavaScript.
import { getSystemErrorName, promisify } from 'node:util';
import { isMainThread } from 'node:worker_threads';

/** A program's name is looked for in PATH. `environment`: `NAME=value`. */
export interface SpawnOptions {
  directory: string;
  environment: string[];
  /** Descriptors of this process. Standard input is empty. */
  stdout: number;
  stderr: number;
}

/** Its functions throw errors with a `code`, as Node does. */
export interface Libc {
  /**
   * In a session of its own, with no signal ignored or blocked. Beside the main thread, since whoever starts a program
   * waits until that has taken its place, half a millisecond. @returns its process id; it may have ended before
   */
  spawn(program: string, argv: string[], options: SpawnOptions): Promise<number>;
  /** Both ends are closed in other programs. @returns the read and the write end */
  pipe(): [number, number];
  /** Without waiting. @returns its status as wait(2) encodes it, once; null: it has not ended */
  endOf(pid: number): number | null;
}

/** Numbers of Linux's ABI, the same for glibc and musl (spawn.h, fcntl.h, waitflags.h). */
const [SETSIGDEF, SETSIGMASK, SETSID] = [0x04, 0x08, 0x80];
const [O_CLOEXEC, WNOHANG] = [0o2000000, 1];
/** More than the largest of the structures that the library keeps in them: posix_spawnattr_t has 336. */
const STRUCTURE_BYTES = 1_024;

/** Null on other systems, in worker threads, which get no signals, and in Electron, where it is not packed. */
export async function loadLibc(): Promise<Libc | null> {
  if (process.platform !== 'linux' || !isMainThread || process.versions['electron'] !== undefined) return null;
  try {
    return openLibc(await import('koffi'));
  } catch {
    // Not installed, or a C library that lacks one of these (glibc before 2.29): Node's own start does the same, later.
    return null;
  }
}

type Call<Input extends unknown[]> = (...input: Input) => number;
type Done = (error: Error | null, result: number) => void;
type Later<Input extends unknown[]> = { async(...input: [...Input, Done]): void };

function openLibc({ load, errno }: typeof import('koffi')): Libc {
  const library = load(null);
  const posixSpawn: Later<[number[], string, Buffer, Buffer, (string | null)[], (string | null)[]]> = library.func(
    'int posix_spawnp(_Out_ int *pid, const char *file, void *actions, void *attributes, const char **argv, const char **envp)',
  );
  const spawnLater = promisify(posixSpawn.async);
  const actionsInit: Call<[Buffer]> = library.func('int posix_spawn_file_actions_init(void *actions)');
  const actionsDestroy: Call<[Buffer]> = library.func('int posix_spawn_file_actions_destroy(void *actions)');
  const addOpen: Call<[Buffer, number, string, number, number]> = library.func(
    'int posix_spawn_file_actions_addopen(void *actions, int fd, const char *path, int flags, unsigned int mode)',
  );
  const addDup: Call<[Buffer, number, number]> = library.func(
    'int posix_spawn_file_actions_adddup2(void *actions, int fd, int copy)',
  );
  const addChdir: Call<[Buffer, string]> = library.func(
    'int posix_spawn_file_actions_addchdir_np(void *actions, const char *path)',
  );
  const attributesInit: Call<[Buffer]> = library.func('int posix_spawnattr_init(void *attributes)');
  const setFlags: Call<[Buffer, number]> = library.func('int posix_spawnattr_setflags(void *attributes, short flags)');
  const setDefault: Call<[Buffer, Buffer]> = library.func(
    'int posix_spawnattr_setsigdefault(void *attributes, void *signals)',
  );
  const setMask: Call<[Buffer, Buffer]> = library.func(
    'int posix_spawnattr_setsigmask(void *attributes, void *signals)',
  );
  const fill: Call<[Buffer]> = library.func('int sigfillset(void *signals)');
  const pipe2: Call<[number[], number]> = library.func('int pipe2(_Out_ int *ends, int flags)');
  const waitpid: Call<[number, number[], number]> = library.func(
    'int waitpid(int pid, _Out_ int *status, int options)',
  );

  const [attributes, none, all] = [structure(), structure(), structure()];
  fill(all);
  check('posix_spawnattr_init', attributesInit(attributes));
  check('posix_spawnattr_setflags', setFlags(attributes, SETSIGDEF | SETSIGMASK | SETSID));
  check('posix_spawnattr_setsigdefault', setDefault(attributes, all));
  check('posix_spawnattr_setsigmask', setMask(attributes, none));

  return {
    async spawn(program, argv, { directory, environment, stdout, stderr }) {
      const [actions, pid] = [structure(), [0]];
      check('posix_spawn_file_actions_init', actionsInit(actions));
      try {
        check('open', addOpen(actions, 0, '/dev/null', 0, 0));
        check('dup2', addDup(actions, stdout, 1));
        check('dup2', addDup(actions, stderr, 2));
        check('chdir', addChdir(actions, directory));
        check('spawn', await spawnLater(pid, program, actions, attributes, [...argv, null], [...environment, null]));
        return pid[0]!;
      } finally {
        actionsDestroy(actions);
      }
    },
    pipe() {
      const ends = [0, 0];
      if (pipe2(ends, O_CLOEXEC) !== 0) check('pipe', errno());
      return [ends[0]!, ends[1]!];
    },
    endOf(pid) {
      const status = [0];
      return waitpid(pid, status, WNOHANG) === pid ? status[0]! : null;
    },
  };
}

function structure(): Buffer {
  return Buffer.alloc(STRUCTURE_BYTES);
}

function check(call: string, errorNumber: number): void {
  if (errorNumber === 0) return;
  const code = getSystemErrorName(-errorNumber);
  throw Object.assign(new Error(`${call}: ${code}`), { code });
}
