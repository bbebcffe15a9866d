// A process that is killed with SIGKILL at a chosen moment: killed-run.ts CONFIG DATA-DIR PLAN. The plan is JSON:
// what a person asks for first, and at which event, or after which transition, the process dies. It prints each
// transition as it is stored, and at the end, where it is not killed, how many events came.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { openSession } from '#cli/session.ts';
import { Plan } from './plan.ts';

const [config, dataDir, planText] = process.argv.slice(2);
const { calls, at, verb, runs } = Plan.parse(JSON.parse(planText!));
const session = openSession({ config: config!, dataDir }, () => {});
const database = new DatabaseSync(path.join(dataDir!, 'wherry.db'), { readOnly: true });
const lastVerb = database.prepare('select verb from transition order by id desc limit 1');
let events = 0;
let transitions = 0;
session.engine.events.subscribe((event) => {
  if (event.type === 'file-progress') return;
  events++;
  if (event.type === 'file-changed') {
    const stored = z.object({ verb: z.string() }).parse(lastVerb.get());
    fs.writeSync(1, `${stored.verb}\n`);
    if (stored.verb === verb) transitions++;
  }
  if (events === at || (verb !== null && transitions === 1)) process.kill(process.pid, 'SIGKILL');
});
session.engine.acquire();
for (const { call, id } of calls) await session.call(call, { id, who: 'tester@here' });
for (let run = 0; run < runs; run++) await session.engine.run(session.rule.id);
database.close();
await session.close();
fs.writeSync(1, `events ${events}\n`);
