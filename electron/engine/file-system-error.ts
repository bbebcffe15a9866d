// Errors of the local file system as ours.
import { WherryError } from './errors.ts';

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT']);
/** The last four: something else stands where the folder should be. */
const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ELOOP']);

/** A full disk and a lock by another program pass; a folder that may not be written is a setting to be mended. */
export function fileSystemError(path: string, error: unknown): WherryError {
  if (error instanceof WherryError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code !== undefined && NO_SPACE.has(code)) {
    const hint = 'Free some space; Wherry goes on by itself.';
    return new WherryError('disk-full', `${path}: the disk is full`, { kind: 'transient', hint, cause: error });
  }
  if (code !== undefined && NOT_ALLOWED.has(code)) {
    const hint = 'Give the account that runs Wherry the right to write there, or choose another folder.';
    return new WherryError('not-writable', `${path} cannot be written (${code})`, {
      kind: 'config',
      hint,
      cause: error,
    });
  }
  if (code === 'EBUSY') return new WherryError('file-locked', `${path} is in use`, { kind: 'transient', cause: error });
  return new WherryError('file-system', message, { kind: code === undefined ? 'internal' : 'transient', cause: error });
}
