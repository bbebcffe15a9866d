// The demo files as a read-only file system with absolute POSIX paths; directories exist because files are in them.
import { type DemoFile, remotePath } from './file.ts';

export type Entry = { kind: 'file'; content: Uint8Array; modifiedAt: number } | { kind: 'directory'; names: string[] };

/** `path` is absolute and normal; null where nothing is there. */
export function lookUp(files: readonly DemoFile[], path: string): Entry | null {
  const names = new Set<string>();
  const below = path === '/' ? '/' : `${path}/`;
  for (const file of files) {
    const { content, modifiedAt } = file;
    const at = remotePath(file);
    if (content === null || at === null) continue;
    if (at === path) return { kind: 'file', content, modifiedAt };
    const name = at.startsWith(below) ? at.slice(below.length).split('/', 1)[0] : undefined;
    if (name !== undefined) names.add(name);
  }
  return names.size > 0 || path === '/' ? { kind: 'directory', names: [...names] } : null;
}
