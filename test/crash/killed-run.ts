// A run of the command line's session that kills itself with SIGKILL when the n-th event comes, so that every moment
// between two steps of the engine can be hit: killed-run.ts CONFIG DATA-DIR N. Without a kill it prints how many came.
import { openSession } from '#cli/session.ts';

const [config, dataDir, killAt] = process.argv.slice(2);
const session = openSession({ config: config!, dataDir }, () => {});
let events = 0;
session.engine.events.subscribe((event) => {
  if (event.type === 'file-progress') return;
  if (++events === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
session.engine.acquire();
await session.engine.run(session.rule.id);
await session.close();
process.stdout.write(String(events));
