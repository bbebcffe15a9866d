// The starts after a kill, in one process: next-starts.ts CONFIG DATA-DIR. Sessions with a run each until nothing waits
// any more, then one that has nothing to do; prints how many there were before it.
import { setTimeout as delay } from 'node:timers/promises';
import { openSession, type Session } from '#cli/session.ts';

const [config, dataDir] = process.argv.slice(2);
const MOST = 12;
const PAUSE_MS = 300;

async function start<T>(use: (session: Session) => Promise<T>): Promise<T> {
  const session = openSession({ config: config!, dataDir }, () => {});
  try {
    session.engine.acquire();
    await session.engine.run(session.rule.id);
    return await use(session);
  } finally {
    await session.close();
  }
}

async function isOpen({ call }: Session): Promise<boolean> {
  const { files } = await call('file.list', { states: null, limit: 1_000, offset: 0 });
  return files.some(({ state }) => ['ready', 'active', 'waiting'].includes(state));
}

let starts = 1;
while (await start(isOpen)) {
  if (++starts > MOST) throw new Error(`there is still something to do after ${MOST} starts`);
  await delay(PAUSE_MS);
}
await start(async () => {});
process.stdout.write(String(starts));
