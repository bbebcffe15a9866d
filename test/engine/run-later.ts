// A run of the command line's session at a later time: run-later.ts CONFIG DATA-DIR HOURS. Only the wall clock is moved.
import { openSession } from '#cli/session.ts';

const [config, dataDir, hours] = process.argv.slice(2);
const realNow = Date.now;
Date.now = () => realNow() + Number(hours) * 3_600_000;
const session = openSession({ config: config!, dataDir }, ({ level, message }) =>
  process.stdout.write(`${level} ${message}\n`),
);
session.engine.acquire();
const { run, error } = await session.engine.run(session.rule.id);
await session.close();
process.stdout.write(`run ${run.state}: ${run.succeeded} ${run.failed} ${run.waiting} ${error?.message ?? ''}\n`);
