// `wherry run` with the application's rules, in its data directory and its log.
import type { RuleStatus } from '#shared/api-rules.ts';
import { WherryError } from '#engine/errors.ts';
import type { Host } from '#host/host.ts';
import { openAppHost } from './app-host.ts';
import { createConsole } from './console.ts';
import { EXIT, exitCodeOf, worst } from './exit-code.ts';
import { preview } from './preview.ts';
import { callOf } from './state.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { chooseRule } from './which-rules.ts';

export interface RunAppOptions {
  once: boolean;
  dryRun: boolean;
  interval?: number | undefined;
  rule?: string | undefined;
}

export async function runApp(directory: string, options: RunAppOptions): Promise<number> {
  if (options.interval !== undefined)
    throw usage('--interval is for INI files', 'The rules have schedules of their own.');
  if (options.rule !== undefined && !options.once && !options.dryRun) {
    throw usage('--rule runs one rule now', 'Say --once too. Without both, all rules run by their schedules.');
  }
  if (options.dryRun) return await dryRun(directory, options.rule);
  const host = await openAppHost(directory);
  const output = createConsole({ showsRule: true });
  const removeHandlers = stopOnSignals(host.stopping, host.log);
  try {
    host.acquire();
    host.subscribe(output.event);
    if (options.once) return await runOnce(host, options.rule);
    await host.runSchedules();
    return EXIT.ok;
  } finally {
    removeHandlers();
    host.stopping.done();
    output.end();
    await host.close();
  }
}

/** One after another, so that what is shown can be read. What is off or waits for approval is left out unless it is named. */
async function runOnce(host: Host, named: string | undefined): Promise<number> {
  const call = callOf(host.dispatch, host.stopping.stop);
  const rules = await call('rule.list', {});
  const meant = named === undefined ? rules.filter(canRun) : [chooseRule(rules, named)];
  if (meant.length === 0) throw nothingToRun(rules);
  const codes: number[] = [];
  for (const { ruleId } of meant) {
    if (host.stopping.stop.aborted) break;
    const { run, error } = await call('rule.run', { ruleId });
    if (error !== null) codes.push(exitCodeOf(error));
    else codes.push(run.failed + run.waiting > 0 ? EXIT.failed : EXIT.ok);
  }
  return host.stopping.stop.aborted ? EXIT.interrupted : worst(codes);
}

function canRun({ isEnabled, isApproved }: RuleStatus): boolean {
  return isEnabled && isApproved;
}

function nothingToRun(rules: readonly RuleStatus[]): WherryError {
  const waiting = rules.filter(({ isApproved }) => !isApproved).length;
  const hint =
    waiting > 0 ? 'Approve the imported ones in the application.' : 'Switch one on, or make one, in the application.';
  return new WherryError('nothing-to-run', `none of ${rules.length} rules is on and approved`, {
    kind: 'config',
    hint,
  });
}

async function dryRun(directory: string, named: string | undefined): Promise<number> {
  const host = await openAppHost(directory, { isReader: true, readsSecrets: false });
  const rules = await callOf(host.dispatch)('rule.list', {});
  await host.close();
  for (const { ruleId, name } of named === undefined ? rules : [chooseRule(rules, named)]) {
    process.stdout.write(`${name}:\n`);
    await preview({ dataDir: directory, rule: ruleId });
  }
  return EXIT.ok;
}

function usage(message: string, hint: string): WherryError {
  return new WherryError('usage', message, { kind: 'config', hint });
}
