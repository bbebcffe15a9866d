// A process that runs one rule once: argv is a folder for the state and the rule with its secrets as JSON.
import fs from 'node:fs';
import { systemClock } from '#engine/clock.ts';
import { createEngine } from '#engine/engine.ts';
import { createLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping } from '#engine/stopping.ts';
import { Rule } from '#shared/rule.ts';

const [dataDirectory = '', text = ''] = process.argv.slice(2);
const { rule: draft, secrets } = JSON.parse(text) as { rule: unknown; secrets: Record<string, string> };
const rule = Rule.parse(draft);
fs.mkdirSync(dataDirectory, { recursive: true });
const log = createLog((level, _, message) => process.stderr.write(`${level} ${message}\n`));
const stopping = createStopping(systemClock);
const engine = createEngine({ dataDirectory, clock: systemClock, log, redactor: createRedactor(), stopping });
engine.addRule(rule, (name) => secrets[name]!);
engine.acquire();
const { run } = await engine.run(rule.id);
process.stdout.write(`${run.state} ${run.succeeded}\n`);
stopping.done();
await engine.close();
