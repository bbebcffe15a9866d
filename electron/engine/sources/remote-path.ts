// Paths on the SFTP server: POSIX, whatever the machine that we run on (b30).
import { posix } from 'node:path';
import { WherryError } from '../errors.ts';
import { escapeControls } from '../escape-controls.ts';

/**
 * The path of a record's file. `fileName` may name a folder below the directory but may not leave it; null or an
 * empty directory is the folder in which the login ends. Throws `unsafe-name` (permanent).
 */
export function joinRemote(directory: string | null, fileName: string): string {
  const name = posix.normalize(checkRemotePath(fileName));
  const isOutside = name.startsWith('/') || climbs(name) || name === '.' || name.endsWith('/');
  if (isOutside) throw unsafe(`the file name ${quoted(fileName)} does not name a file below the remote directory`);
  if (directory === null || directory === '') return name;
  return `${checkRemotePath(directory).replace(/\/+$/, '')}/${name}`;
}

/** The path itself, where it is one that can be asked for; for paths that come from a template. */
export function checkRemotePath(path: string): string {
  if (path === '') throw unsafe('the remote path is empty');
  if (path.includes('\0')) throw unsafe(`the remote path ${quoted(path)} contains a NUL character`);
  return path;
}

/** Servers on Windows take a backslash for a separator, so for this question it is one. */
function climbs(name: string): boolean {
  const relative = name.replaceAll('\\', '/').replace(/^\/+/, '');
  return posix.normalize(relative).split('/')[0] === '..';
}

function unsafe(message: string): WherryError {
  return new WherryError('unsafe-name', message, {
    kind: 'permanent',
    hint: "Look at the record's fileName and route.directory, or at the rule's remote path template.",
  });
}

function quoted(path: string): string {
  return `"${escapeControls(path)}"`;
}
