// Puts a file that is done into another folder of its tree, under a name that nobody has there.
import { posix } from 'node:path';
import { toWherryError } from '../../errors.ts';
import type { Tree } from './tree.ts';

export async function moveAside(tree: Tree, path: string, directory: string, signal: AbortSignal): Promise<void> {
  const { name, ext } = posix.parse(path);
  for (let count = 1; ; count++) {
    const to = `${directory.replace(/\/+$/, '')}/${name}${count === 1 ? '' : `-${count}`}${ext}`;
    try {
      return await tree.move(path, to, signal);
    } catch (thrown) {
      if (toWherryError(thrown).code !== 'name-taken') throw thrown;
    }
  }
}
