// The files of a tree that a pattern names.
import picomatch from 'picomatch';
import { escapeControls } from '../../escape-controls.ts';
import { toWherryError } from '../../errors.ts';
import type { Page } from '../source.ts';
import type { Entry, Tree } from './tree.ts';

/** Deeper is a loop of mounts, or nothing that anybody meant. */
const MOST_DEPTH = 32;

export interface FoundFile extends Pick<Entry, 'sizeBytes' | 'modifiedAt'> {
  /** From the source's directory on. */
  path: string;
}

export interface Found {
  /** Oldest first, those of one time by their path. */
  files: FoundFile[];
  problems: Page['problems'];
}

/** Throws where the directory itself cannot be read; a folder below that cannot be is a problem of its own. */
export async function walk(tree: Tree, pattern: string, except: string | null, signal: AbortSignal): Promise<Found> {
  const matches = picomatch(pattern);
  const takesHidden = /(?:^|\/)\.[^/]*$/.test(pattern);
  const isDeep = pattern.includes('/') || pattern.includes('**');
  const found: Found = { files: [], problems: [] };

  async function visit(folder: string, depth: number): Promise<void> {
    for (const { name, kind, sizeBytes, modifiedAt } of await tree.list(folder, signal)) {
      // Whoever lists such a name wants to lead us elsewhere.
      if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) continue;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (name.startsWith('.') && !takesHidden) continue;
      if (kind === 'file' && matches(path)) found.files.push({ path, sizeBytes, modifiedAt });
      const isEntered = kind === 'directory' && isDeep && depth < MOST_DEPTH && path !== except;
      if (isEntered) await visit(path, depth + 1).catch(problemOf(path));
    }
  }

  function problemOf(path: string): (thrown: unknown) => void {
    return (thrown) => {
      const error = toWherryError(thrown);
      if (error.kind !== 'permanent') throw error;
      found.problems.push({ key: `${path}: ${error.code}`, message: `${escapeControls(path)}: ${error.message}` });
    };
  }

  await visit('', 0);
  found.files.sort((a, b) => a.modifiedAt - b.modifiedAt || (a.path < b.path ? -1 : 1));
  return found;
}
