// How a verified file gets its final name, and which name that is.
//
// [Note: a final name is never half-written and never taken over] A hard link gives a finished file a second name in
// one step that fails where the name is in use; then the first name is removed. A crash between the two leaves both
// names on one complete file, and doing it again ends it. Plain rename would replace a stranger's file silently.
import { createHash } from 'node:crypto';
import { constants, lstatSync, renameSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { nameCandidate } from './local-name.ts';

/** How file systems without hard links (FAT, some network shares) say so. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EACCES', 'EMLINK', 'UNKNOWN']);
/** How file systems say that folders cannot be synced; there is nothing more to be done then. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EPERM', 'EBADF']);

/**
 * Moves the file to its final name, also across disks. May be called again after a crash. The name survives a power
 * cut when this returns. Throws `name-taken` (transient) where the name is in use, `file-gone` (permanent) where there
 * is nothing to move.
 */
export async function publish(from: string, to: string): Promise<void> {
  try {
    await moveTo(from, to);
    await syncFolder(path.dirname(to));
  } catch (error) {
    if (codeOf(error) === 'EEXIST')
      throw new WherryError('name-taken', `${to} exists already`, { kind: 'transient', cause: error });
    if (codeOf(error) === 'ENOENT' && !(await exists(from)))
      throw new WherryError('file-gone', `${from} is gone`, { kind: 'permanent', cause: error });
    throw fileSystemError(to, error);
  }
}

export interface FreeName {
  directory: string;
  /** A valid local name; what is added where it is in use is `suffix`, then numbers (b41). */
  name: string;
  suffix: string;
  isReserved(candidate: string): boolean;
  /** Told of each name before it is taken; a stranger's file may still come first, then of the next one. */
  onChosen(path: string): Promise<void>;
}

/** Publishes under the first name that nobody has, and says which. */
export async function publishUnderFreeName(from: string, free: FreeName): Promise<string> {
  for (;;) {
    const to = await chooseFreeName(free.directory, free.name, free.suffix, (candidate) => free.isReserved(candidate));
    await free.onChosen(to);
    try {
      await publish(from, to);
      return to;
    } catch (error) {
      if (!(error instanceof WherryError) || error.code !== 'name-taken') throw error;
    }
  }
}

/** The first path in the folder that neither exists nor is reserved by `isReserved`; it may be taken a moment later. */
export async function chooseFreeName(
  directory: string,
  name: string,
  suffix: string,
  isReserved: (candidate: string) => boolean,
): Promise<string> {
  try {
    for (let attempt = 0; ; attempt++) {
      const candidate = path.join(directory, nameCandidate(name, suffix, attempt));
      if (!isReserved(candidate) && !(await exists(candidate))) return candidate;
    }
  } catch (error) {
    throw fileSystemError(directory, error);
  }
}

/** Makes the folder where it is missing (b40) and proves that something can be made in it; throws `not-writable` (config). */
export async function ensureWritableDirectory(directory: string): Promise<void> {
  try {
    await fs.mkdir(directory, { recursive: true });
    await fs.rmdir(await fs.mkdtemp(path.join(directory, '.wherry-probe-')));
  } catch (error) {
    throw fileSystemError(directory, error);
  }
}

async function moveTo(from: string, to: string): Promise<void> {
  try {
    await moveOnDisk(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const copy = await copyBeside(from, to);
    try {
      await moveOnDisk(copy, to);
    } finally {
      await fs.rm(copy, { force: true });
    }
    await dropFirstName(from, to);
  }
}

async function moveOnDisk(from: string, to: string): Promise<void> {
  try {
    await fs.link(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (NO_LINKS.has(code)) return renameToFree(from, to);
    if (code !== 'EEXIST' || !(await isLinked(from, to))) throw error;
  }
  await dropFirstName(from, to);
}

/** Where another program holds it, the second name goes again: moves that are tried again and again leave no copies. */
async function dropFirstName(from: string, to: string): Promise<void> {
  try {
    await fs.unlink(from);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    await fs.unlink(to).catch(() => 'held as well: both names stay, each of a whole file');
    throw error;
  }
}

/** Synchronous, so that nothing of this process comes between the look and the rename. */
function renameToFree(from: string, to: string): void {
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined)
    throw Object.assign(new Error(`${to} exists`), { code: 'EEXIST' });
  renameSync(from, to);
}

/** On the disk of the final name, under a name that another attempt finds again, so that no rests pile up. */
async function copyBeside(from: string, to: string): Promise<string> {
  const mark = createHash('md5').update(`${from}\0${to}`).digest('hex');
  const copy = path.join(path.dirname(to), `.wherry-${mark}.part`);
  // An earlier attempt may have died with this copy and the final name being one file.
  await fs.rm(copy, { force: true });
  await fs.copyFile(from, copy, constants.COPYFILE_EXCL);
  await using handle = await fs.open(copy, 'r+');
  await handle.sync();
  return copy;
}

/** Two names of one file, as a crash leaves them; not one name, which must not be removed. */
async function isLinked(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([fs.lstat(one, { bigint: true }), fs.lstat(other, { bigint: true })]);
  return first.dev === second.dev && first.ino === second.ino && first.nlink > 1n;
}

/** Of a link that leads nowhere, too: its name is in use. */
async function exists(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** A new name is on the disk when its folder is. Windows does that by itself. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await using folder = await fs.open(directory, 'r');
    await folder.sync();
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
