// Giving files their final names: never over another file, never half.
import fs from 'node:fs/promises';
import path from 'node:path';
import { WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { withSuffix } from './local-name.ts';

/** Hard links are not to be had there: exFAT, some network shares, another file system. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'UNKNOWN']);

/**
 * Moves a file to a name that nobody has, and makes that durable. A link fails where the name is taken, a rename would
 * replace; where there are no links the bytes are copied, which also fails where the name is taken.
 * A crash in between leaves both names for one content, or an incomplete copy beside the original.
 * @throws `name-taken`
 */
export async function publish(from: string, to: string): Promise<void> {
  try {
    await fs.link(from, to).catch(async (error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      await fs.copyFile(from, to, fs.constants.COPYFILE_EXCL);
      await syncFile(to);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw fileSystemError(to, error);
    throw new WherryError('name-taken', `${to} exists already`, { kind: 'permanent', cause: error });
  }
  await fs.unlink(from);
  await syncDirectory(path.dirname(to));
}

/** The first of `a.csv`, `a_<suffix>.csv`, `a_<suffix>_2.csv`, … that is on the disk nor taken otherwise. */
export async function chooseFreeName(
  directory: string,
  name: string,
  suffix: string,
  isTaken: (path: string) => boolean,
): Promise<string> {
  for (let number = 0; ; number++) {
    const candidate = path.join(directory, numbered(name, suffix, number));
    if (!isTaken(candidate) && (await isFree(candidate))) return candidate;
  }
}

function numbered(name: string, suffix: string, number: number): string {
  if (number === 0) return name;
  return withSuffix(name, number === 1 ? suffix : `${suffix}_${number}`);
}

async function isFree(candidate: string): Promise<boolean> {
  try {
    await fs.lstat(candidate);
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw fileSystemError(candidate, error);
  }
}

/** Creates it if missing and proves that a file can be made in it (b40). @throws `not-writable` (config) */
export async function ensureWritableDirectory(directory: string): Promise<void> {
  try {
    await fs.mkdir(directory, { recursive: true });
    const probe = await fs.mkdtemp(path.join(directory, '.wherry-probe-'));
    await fs.rmdir(probe);
  } catch (error) {
    throw fileSystemError(directory, error);
  }
}

async function syncFile(file: string): Promise<void> {
  await using handle = await fs.open(file, 'r+');
  await handle.sync();
}

/** So that the name survives a power cut. Windows does that by itself and cannot open folders. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await fs.open(directory, 'r');
  await handle.sync();
}
