// Small files that must survive a power cut: the old content or the new one is there, never a part of it.
import fs from 'node:fs';
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';
import { fileSystemError } from '#engine/file-system-error.ts';

/** Readable by its owner only. @throws as file-system-error.ts says */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.tmp-${process.pid}`;
  try {
    const descriptor = fs.openSync(temporary, 'w', 0o600);
    try {
      fs.writeFileSync(descriptor, content);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(temporary, file);
    syncDirectory(path.dirname(file));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw fileSystemError(file, error);
  }
}

/** Makes the rename itself durable; Windows has no such thing for directories. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The file as it is now, under another name. @throws as file-system-error.ts says */
export function keepCopy(file: string, copy: string): void {
  let content: Buffer;
  try {
    content = fs.readFileSync(file);
  } catch (error) {
    throw fileSystemError(file, error);
  }
  writeAtomically(copy, content);
}

/** What writers that were killed have left; only where no other process writes. */
export function removeTemporaries(file: string): void {
  const directory = path.dirname(file);
  const prefix = `${path.basename(file)}.tmp-`;
  for (const name of fs.readdirSync(directory)) {
    if (name.startsWith(prefix)) fs.rmSync(path.join(directory, name), { force: true });
  }
}

/** `settings.json` -> `settings.damaged-2026-11-25T07-33-08.123.json`. @returns the new name, without its folder */
export function setAside(file: string, at: number): string {
  const { dir, name, ext } = path.parse(file);
  const time = new Date(at).toISOString().replaceAll(':', '-').replace('Z', '');
  for (let number = 0; ; number++) {
    const aside = `${name}.damaged-${time}${number === 0 ? '' : `-${number}`}${ext}`;
    if (fs.existsSync(path.join(dir, aside))) continue;
    try {
      fs.renameSync(file, path.join(dir, aside));
    } catch (error) {
      throw fileSystemError(file, error);
    }
    return aside;
  }
}

/** What who only looks gets when it would write. */
export function notOurs(directory: string): WherryError {
  return new WherryError('not-owner', `the settings in ${directory} are kept by another Wherry`, {
    kind: 'permanent',
    hint: 'Change them there: in its window, or in the page of "wherry serve".',
  });
}
