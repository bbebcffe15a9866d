// `wherry run`: as the seed's main.py, once or again and again; one INI, or several side by side in one engine.
import path from 'node:path';
import type { RunEnd } from '#engine/run.ts';
import { WherryError } from '#engine/errors.ts';
import { createConsole } from './console.ts';
import { commonDataDirectory } from './data-directory.ts';
import { EXIT, exitCodeOf, worst } from './exit-code.ts';
import { formatTime } from './format.ts';
import { preview } from './preview.ts';
import { openRuleSet, type RuleSet } from './session.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { whichRules } from './which-rules.ts';

export interface RunOptions {
  /** None: as which-rules.ts says. */
  config?: string[] | undefined;
  dataDir?: string | undefined;
  once: boolean;
  dryRun: boolean;
  /** Seconds between the end of a run and the next; over what the INI says. */
  interval?: number | undefined;
  /** Of the application's rules: by name or id. */
  rule?: string | undefined;
}

type RuleLog = RuleSet['rules'][number]['log'];

export async function run({ config, dataDir, ...options }: RunOptions): Promise<number> {
  const which = whichRules({ config: config?.[0], dataDir, rule: options.rule });
  if (which.kind === 'app') return await (await import('./run-app.ts')).runApp(which.directory, options);
  return await runInis(config ?? [which.config], dataDir, options);
}

async function runInis(
  configs: readonly string[],
  dataDir: string | undefined,
  { once, dryRun, interval }: Omit<RunOptions, 'config' | 'dataDir'>,
): Promise<number> {
  refuseTwice(configs);
  if (dryRun) return await dryRunAll(configs, commonDataDirectory(dataDir, configs));
  const output = createConsole({ showsRule: configs.length > 1 });
  const everyMs = interval === undefined ? undefined : interval * 1000;
  const set = openRuleSet({ configs, dataDir, everyMs }, output.line);
  set.engine.events.subscribe(output.event);
  const removeHandlers = stopOnSignals(set.stopping, set.rules[0]!.log);
  try {
    set.engine.acquire();
    return once ? await runOnce(set) : await runForEver(set);
  } finally {
    removeHandlers();
    set.stopping.done();
    output.end();
    await set.close();
  }
}

function refuseTwice(configs: readonly string[]): void {
  const paths = configs.map((config) => path.resolve(config));
  const twice = paths.find((config, index) => paths.indexOf(config) !== index);
  if (twice !== undefined) throw new WherryError('usage', `${twice} is given twice`, { kind: 'config' });
}

async function dryRunAll(configs: readonly string[], dataDir: string): Promise<number> {
  for (const config of configs) {
    if (configs.length > 1) process.stdout.write(`${config}:\n`);
    await preview({ config, dataDir });
  }
  return EXIT.ok;
}

/** One after another, so that what is shown can be read. */
async function runOnce({ engine, rules, stopping }: RuleSet): Promise<number> {
  const codes: number[] = [];
  for (const { rule, log } of rules) {
    if (stopping.stop.aborted) break;
    const end = await engine.run(rule.id);
    tellEnd(end, log);
    if (end.error !== null) codes.push(exitCodeOf(end.error));
    else codes.push(end.run.failed + end.run.waiting > 0 ? EXIT.failed : EXIT.ok);
  }
  return stopping.stop.aborted ? EXIT.interrupted : worst(codes);
}

async function runForEver({ engine, rules, call }: RuleSet): Promise<number> {
  const logs = new Map(rules.map(({ rule, log }) => [rule.id, log]));
  const schedules = engine.runSchedules(({ rule }, end, nextAt) => {
    const log = logs.get(rule.id)!;
    tellEnd(end, log);
    log.info(`next run ${inWords(nextAt)}`);
  });
  for (const { ruleId, nextRunAt } of await call('rule.list', {})) {
    if (nextRunAt !== null) logs.get(ruleId)!.info(`next run ${inWords(nextRunAt)}`);
  }
  await schedules;
  return EXIT.ok;
}

function inWords(at: number): string {
  const seconds = Math.max(0, Math.round((at - Date.now()) / 1000));
  return seconds < 3_600 ? `in ${seconds} s` : `at ${formatTime(at)}`;
}

function tellEnd({ run: { succeeded, failed, waiting, state }, error }: RunEnd, log: RuleLog): void {
  if (error !== null && state === 'failed')
    log.error(`${error.message}${error.hint === null ? '' : `. ${error.hint}`}`);
  const counts = [
    `${succeeded} succeeded`,
    `${failed} failed`,
    ...(waiting > 0 ? [`${waiting} to be tried again`] : []),
  ];
  log.info(succeeded + failed + waiting === 0 ? `run ${state}: no files` : `run ${state}: ${counts.join(', ')}`);
}
