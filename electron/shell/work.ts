// What the engine is at, and what it has found when it was started.
import { askLink, type Link } from './link.ts';

/** Names of the files that are being worked on. */
export async function namesUnderWay(link: Link): Promise<string[]> {
  const { files } = await askLink(link, 'file.list', { states: ['active'], limit: 100, offset: 0 });
  return files.map(({ name }) => name);
}

/** True where a command was running when the last process died, so that a person has to decide. @param since epoch ms */
export async function wasInterrupted(link: Link, since: number): Promise<boolean> {
  const sort = { by: 'updated', descending: true } as const;
  const { files } = await askLink(link, 'file.list', { states: ['interrupted'], sort, limit: 1, offset: 0 });
  return files.some(({ updatedAt }) => updatedAt >= since);
}
