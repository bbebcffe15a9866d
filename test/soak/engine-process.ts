// One engine that runs many rules by their schedules, as `wherry run` does, until SIGTERM: engine-process.ts SETTINGS.json.
// It must end by itself then: a handle that was left open would keep it alive, and the soak would see that.
import fs from 'node:fs';
import { systemClock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import { createLogFile } from '#engine/log-file.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping } from '#engine/stopping.ts';
import { readSettings, type Sample } from './soak-settings.ts';

const SAMPLE_MS = 1_000;

const { dataDirectory, logDirectory, rules, secrets } = readSettings(process.argv[2]!);
const redactor = createRedactor();
for (const secret of Object.values(secrets)) redactor.addSecret(secret);
const stopping = createStopping(systemClock);
const log = createLogFile({ directory: logDirectory, name: 'soak', level: 'info', clock: systemClock, redactor });
const engine = createEngine({ dataDirectory, clock: systemClock, log, redactor, stopping });
for (const rule of rules) engine.addRule(rule, (name) => secrets[name]!);

let finished = 0;
let runs = 0;
engine.events.subscribe((event) => {
  if (event.type === 'file-changed' && event.file.finishedAt !== null) finished++;
});
process.on('SIGTERM', stopping.request);
const sampling = setInterval(() => {
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  const descriptors = fs.readdirSync('/proc/self/fd').length;
  const sample: Sample = { at: Date.now(), rssBytes, heapBytes, descriptors, finished, runs };
  fs.writeSync(1, `${JSON.stringify(sample)}\n`);
}, SAMPLE_MS);

engine.acquire();
await engine.runSchedules(() => runs++);
clearInterval(sampling);
process.off('SIGTERM', stopping.request);
stopping.done();
await engine.close();
log.close();
