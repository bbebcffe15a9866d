// A folder of this computer, or a share that it has mounted.
import { constants, createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { FolderSettings } from '#shared/directory-source.ts';
import { cancelled, WherryError } from '../errors.ts';
import { createDirectorySource } from './directory/source.ts';
import type { Entry, Tree } from './directory/tree.ts';
import type { Source, SourceContext } from './source.ts';

const READ_BYTES = 1024 * 1024;

export function createFolderSource(settings: FolderSettings, context: SourceContext): Source {
  return createDirectorySource(settings, createFolderTree(settings.directory), context);
}

function createFolderTree(root: string): Tree {
  const full = (relative: string): string => path.resolve(root, ...relative.split('/'));

  return {
    address: null,
    title: root,
    login: null,
    async connect() {
      await reading(root, fs.access(root, constants.R_OK));
      return root;
    },
    async list(relative) {
      const names = await reading(full(relative), fs.readdir(full(relative)));
      const entries = names.map((name) => entryOf(name, path.join(full(relative), name)));
      return (await Promise.all(entries)).filter((entry) => entry !== null);
    },
    async stat(relative) {
      const { size, mtimeMs } = await reading(full(relative), fs.stat(fullOf(full, relative)));
      return { sizeBytes: size, modifiedAt: Math.floor(mtimeMs) };
    },
    async *read(relative, { offset }, signal) {
      const stream = createReadStream(full(relative), { start: offset, highWaterMark: READ_BYTES, signal });
      try {
        yield* stream as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw signal.aborted ? cancelled(signal.reason) : folderError(full(relative), error);
      }
    },
    async move(from, to) {
      await moveToFree(full(from), fullOf(full, to));
    },
    async remove(relative) {
      await changing(full(relative), fs.rm(full(relative), { force: true }));
    },
    below(other) {
      const relative = path.relative(root, fullOf(full, other));
      const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
      return isBelow ? relative.split(path.sep).join('/') : null;
    },
    close: () => Promise.resolve(),
  };
}

/** Of a folder that a person has named, which may lie anywhere. */
function fullOf(full: (relative: string) => string, name: string): string {
  return path.isAbsolute(name) ? name : full(name);
}

/** Null: it went while we looked. */
async function entryOf(name: string, file: string): Promise<Entry | null> {
  const found = await fs.lstat(file).catch(() => null);
  if (found === null) return null;
  const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  return { name, kind, sizeBytes: found.size, modifiedAt: Math.floor(found.mtimeMs) };
}

/** A link first, which fails where the name is in use; where there are no links, the name was free a moment ago. */
async function moveToFree(from: string, to: string): Promise<void> {
  try {
    await fs.link(from, to);
    await fs.rm(from);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw nameTaken(to, error);
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw cannotChange(from, error);
    if ((await fs.lstat(to).catch(() => null)) !== null) throw nameTaken(to, error);
    await changing(from, fs.rename(from, to));
  }
}

function nameTaken(to: string, cause: unknown): WherryError {
  return new WherryError('name-taken', `${to} exists already`, { kind: 'permanent', cause });
}

function reading<T>(file: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw folderError(file, error);
  });
}

function changing<T>(file: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw cannotChange(file, error);
  });
}

function folderError(file: string, cause: unknown): WherryError {
  const code = codeOf(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new WherryError('not-found', `${file} does not exist`, {
      kind: 'permanent',
      hint: 'Correct the folder of the rule, or connect the drive or share that holds it.',
      cause,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return new WherryError('access-denied', `${file} may not be read (${code})`, {
      kind: 'permanent',
      hint: 'Give the account that runs Wherry the right to read it.',
      cause,
    });
  return new WherryError('read-failed', `${file} could not be read (${code || String(cause)})`, {
    kind: 'transient',
    cause,
  });
}

/** A setting is wrong, or a right is missing: it would be the same with every file. */
function cannotChange(file: string, cause: unknown): WherryError {
  const isElsewhere = codeOf(cause) === 'EXDEV';
  return new WherryError('cannot-move', `${file} could not be moved or deleted (${codeOf(cause) || String(cause)})`, {
    kind: 'config',
    hint: isElsewhere
      ? 'Choose a folder on the same disk for files that are done.'
      : 'Give the account that runs Wherry the right to change that folder, or let files stay where they are.',
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
