// Runs one command in a process of its own and prints how it ended and how much memory that took:
// node run-command.ts TEMPLATE
import { systemClock } from '#engine/clock.ts';
import type { Log } from '#engine/log.ts';
import { createCommandStep } from '#engine/steps/command.ts';
import { CommandStep } from '#shared/step.ts';

const quiet = (): void => {};
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, about: () => log };
const settings = CommandStep.parse({ kind: 'command', name: 'command_1', template: process.argv[2], mode: 'shell' });
const step = createCommandStep(settings, { clock: systemClock, redact: (text) => text, rule: 'orders' });

const before = process.memoryUsage.rss();
let peak = before;
const measuring = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
const file = { id: 1, externalId: 'x', path: '/x', record: { _id: 'x' } };
const result = await step.run(file, { log, signal: new AbortController().signal, directory: process.cwd() });
clearInterval(measuring);
process.stdout.write(JSON.stringify({ ...result, grownBytes: peak - before }));
