// The starts after a kill. Only the one that is killed needs a process of its own: what a start finds is on the disk.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openSession, type Session } from '#cli/session.ts';
import type { Workstation } from '../helpers/workstation.ts';

const MOST = 12;
const PAUSE_MS = 300;

/** Sessions with a run each until nothing waits any more, then one that has nothing to do. @returns what they have logged */
export async function nextStarts({ config, folder }: Workstation): Promise<string> {
  const lines: string[] = [];

  async function start<T>(use: (session: Session, error: Error | null) => Promise<T>): Promise<T> {
    const session = openSession({ config, dataDir: path.join(folder, 'state') }, ({ level, message }) =>
      lines.push(`${level} ${message}`),
    );
    try {
      session.engine.acquire();
      const { error } = await session.engine.run(session.rule.id);
      return await use(session, error);
    } finally {
      session.stopping.done();
      await session.close();
    }
  }

  for (let starts = 1; await start(isOpen); starts++) {
    if (starts === MOST) throw new Error(`there is still something to do after ${MOST} starts:\n${lines.join('\n')}`);
    await delay(PAUSE_MS);
  }
  await start(async () => {});
  return lines.join('\n');
}

/** A run that could not do its work, as on a machine that is too busy to answer in time, knows nothing of its files. */
async function isOpen({ call }: Session, error: Error | null): Promise<boolean> {
  if (error !== null) return true;
  const { files } = await call('file.list', { states: null, limit: 1_000, offset: 0 });
  return files.some(({ state }) => ['ready', 'active', 'waiting'].includes(state));
}
