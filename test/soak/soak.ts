// `npm run soak [-- --minutes 10 --files 20000 --rules 50 --seed 1]`: many rules, run by their schedules on instances
// that misbehave, an engine that is killed again and again, then calm and an audit. Ends with 1 where the audit finds something.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { audit } from './audit.ts';
import { startChaos } from './chaos.ts';
import { type EngineRun, startEngine } from './engine-runs.ts';
import { createFarm, type Farm } from './farm.ts';
import { memorySlope } from './memory-slope.ts';
import { createRandom } from './random.ts';
import { processesAbout } from './processes-about.ts';
import type { SoakSettings } from './soak-settings.ts';

/** The engine lives so long between two kills, in ms. */
const LIFE_MS = { shortest: 3_000, longest: 30_000 };
/** Without any progress for so long, the calm engine is stuck. */
const STUCK_MS = 60_000;
/** The rest of the files comes when the faults are over, so that memory is measured at work. */
const FIRST_SHARE = 0.7;
/** Growth of resident memory that is noise, in MB per 1,000 files. */
const MAX_SLOPE = 4;
/** With so many files the last engine has enough of them to tell. */
const MEASURED_FILES = 5_000;
/** Open files and sockets of an engine with nothing to do, in its calmest second. */
const DESCRIPTORS_AT_REST = 60;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    files: { type: 'string', default: '20000' },
    rules: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
});
const [minutes, fileCount, ruleCount, seed] = [values.minutes, values.files, values.rules, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];

const random = createRandom(seed);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-soak-'));
const dataDirectory = path.join(folder, 'state');
for (const name of ['state', 'ran']) fs.mkdirSync(path.join(folder, name));
const farm = await createFarm(folder, fileCount, ruleCount, FIRST_SHARE);
const settings: SoakSettings = {
  dataDirectory,
  logDirectory: path.join(folder, 'logs'),
  rules: farm.rules,
  secrets: farm.secrets,
};
const settingsFile = path.join(folder, 'settings.json');
fs.writeFileSync(settingsFile, JSON.stringify(settings));
const startedAt = Date.now();
const problems: string[] = [];
tell(`${fileCount} files, ${ruleCount} rules, ${farm.instances.length} instances, seed ${seed}, in ${folder}`);

const firstFiles = Math.ceil(fileCount * FIRST_SHARE);
const chaosUntil = startedAt + minutes * 60_000;
const chaos = startChaos(farm.instances, random);
let kills = 0;
let runs = 0;
while (Date.now() < chaosUntil && settledFiles(farm) < firstFiles) {
  const engine = startEngine(settingsFile);
  await delay(LIFE_MS.shortest + random() * (LIFE_MS.longest - LIFE_MS.shortest));
  noteEnd(engine);
  await engine.kill();
  runs += engine.samples.at(-1)?.runs ?? 0;
  tell(`kill ${++kills}: ${settledFiles(farm)} files have their final status`);
}
chaos.calm();
const faults = [...chaos.counts()].map(([name, count]) => `${count} x ${name}`);
tell(`faults are over: ${faults.join(', ')}`);

farm.addRest();
const engine = startEngine(settingsFile);
let settled = settledFiles(farm);
let progressAt = Date.now();
while (settled < fileCount && !engine.hasEnded() && Date.now() - progressAt < STUCK_MS) {
  await delay(5_000);
  const now = settledFiles(farm);
  if (now > settled) progressAt = Date.now();
  settled = now;
  tell(`${settled} files have their final status`);
}
// A few more runs of each rule with nothing to do: that nothing happens, and that what was open is closed.
await delay(5_000);
noteEnd(engine);
const slope = memorySlope(engine.samples);
const descriptors = Math.min(...engine.samples.slice(-5).map((sample) => sample.descriptors));
if (!(await engine.end())) problems.push(`the engine process did not end by itself: ${engine.complaints()}`);
runs += engine.samples.at(-1)?.runs ?? 0;
const left = processesAbout(folder);

const found = audit(farm, dataDirectory);
problems.push(...found.problems);
if (slope === null && fileCount >= MEASURED_FILES)
  problems.push('the last engine processed too few files to measure its memory');
if (slope !== null && slope > MAX_SLOPE) problems.push(`memory grew by ${slope.toFixed(1)} MB per 1,000 files`);
if (descriptors > DESCRIPTORS_AT_REST) problems.push(`${descriptors} descriptors are open at rest`);
if (left.length > 0) problems.push(`processes are left: ${left.join('; ')}`);
await farm.stop();

process.stdout.write(`
Audit of ${fileCount} files over ${ruleCount} rules, seed ${seed}, ${Math.round((Date.now() - startedAt) / 1000)} s
  faults            ${[...chaos.counts().values()].reduce((sum, count) => sum + count, 0)}: ${faults.join(', ')}
  kills             ${kills}
  runs              ${runs} by schedule
  states            ${Object.entries(found.states)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')}
  commands          ${found.commands} ran; ${found.doubled} files doubled, ${found.lost} lost
  statuses          ${found.wrongStatus} wrong or missing, ${found.outbox} in the outbox
  memory            ${slope === null ? 'too few files to measure' : `${slope.toFixed(2)} MB per 1,000 files`}, ${Math.round((engine.samples.at(-1)?.rssBytes ?? 0) / 1024 ** 2)} MB at the end
  open              ${descriptors} descriptors at rest, ${left.length} processes left
${
  problems.length === 0
    ? 'PASSED\n'
    : `FAILED: ${problems.length} problems\n${problems
        .slice(0, 50)
        .map((problem) => `  ${problem}\n`)
        .join('')}  kept: ${folder}\n`
}`);
if (problems.length === 0) fs.rmSync(folder, { recursive: true });
process.exitCode = problems.length === 0 ? 0 : 1;

function tell(line: string): void {
  process.stdout.write(`${String(Math.round((Date.now() - startedAt) / 1000)).padStart(5)} s  ${line}\n`);
}

function noteEnd(run: EngineRun): void {
  if (run.hasEnded()) problems.push(`the engine process ended by itself: ${run.complaints().slice(-500)}`);
}

/** As the sources see it. */
function settledFiles({ instances }: Farm): number {
  const attributes = instances
    .flatMap((instance) => instance.records())
    .map((record) => JSON.stringify(record['attributes']));
  return attributes.filter((text) => /"client_status":"(SUCCESS|FAILED)"/.test(text)).length;
}
