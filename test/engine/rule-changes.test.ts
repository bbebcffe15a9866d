// Rules that are changed, switched off and removed while the engine runs their schedules.
import fs from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { RuleStatus } from '#shared/api-rules.ts';
import type { Rule } from '#shared/rule.ts';
import { SecretName } from '#shared/secret.ts';
import { demoFile } from '#demo/file.ts';
import { systemClock } from '#engine/clock.ts';
import { importIni } from '#engine/config/import.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import { silentLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { ON } from '#engine/rule-set.ts';
import { createStopping } from '#engine/stopping.ts';
import type { RunEnd } from '#engine/run.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstation, type Workstation } from '../helpers/workstation.ts';

const SECRET = SecretName.parse('smtp-password');

interface Running {
  engine: Engine;
  rule: Rule;
  secret(name: string): string;
  ends: RunEnd[];
  status(): Promise<RuleStatus[]>;
}

function runSchedules(station: Workstation): Running {
  const { rule, secrets } = importIni(fs.readFileSync(station.config), { path: station.config, cwd: station.folder });
  const stopping = createStopping(systemClock);
  const engine = createEngine({
    dataDirectory: temporaryFolder(),
    log: silentLog,
    redactor: createRedactor(),
    clock: systemClock,
    stopping,
  });
  engine.acquire();
  const ends: RunEnd[] = [];
  const running = engine.runSchedules((_, end) => ends.push(end));
  onTestFinished(async () => {
    stopping.request();
    await running;
    stopping.done();
    await engine.close();
  });
  const secret = (name: string): string => secrets[name]!;
  return {
    engine,
    rule,
    secret,
    ends,
    async status() {
      const answer = await engine.dispatch('rule.list', {});
      return answer.ok ? answer.value : expect.fail(answer.error.message);
    },
  };
}

function withCommand(rule: Rule, template: string): Rule {
  return { ...rule, steps: rule.steps.map((step) => ({ ...step, template })) };
}

async function names(count: number): Promise<Workstation> {
  const files = Array.from({ length: count }, (_, index) => demoFile(`f${index}.csv`, `row ${index}\n`));
  return await createWorkstation({ files });
}

test('a rule that is changed while it runs: its run ends after the file under way, the next one has the new command', async () => {
  const station = await names(4);
  const { engine, rule, secret, ends } = runSchedules(station);
  const done = (name: string) => `${station.folder}/${name}`;
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  engine.events.subscribe((event) => {
    if (event.type === 'file-activity' && event.activity === 'running') resolve();
  });
  engine.addRule(
    withCommand(rule, `echo {{ fileName }} >> ${done('old')}; until [ -e ${done('go')} ]; do :; done`),
    secret,
  );
  await begun;
  engine.addRule(withCommand(rule, `echo {{ fileName }} >> ${done('new')}`), secret);
  fs.writeFileSync(done('go'), '');
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(1);
  const old = fs.readFileSync(done('old'), 'utf8').trim().split('\n');
  const fresh = fs.readFileSync(done('new'), 'utf8').trim().split('\n');
  expect(old).toHaveLength(1);
  expect([...old, ...fresh].toSorted()).toEqual(['f0.csv', 'f1.csv', 'f2.csv', 'f3.csv']);
  expect(ends[0]).toMatchObject({ error: null, run: { succeeded: 3 } });
});

test('a rule that is saved again with the same interval keeps its next time', async () => {
  const { engine, rule, secret, ends, status } = runSchedules(await names(1));
  engine.addRule(rule, secret);
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(1);
  const [before] = await status();
  engine.addRule({ ...rule, name: 'renamed' }, secret);
  expect(await status()).toMatchObject([{ name: 'renamed', nextRunAt: before!.nextRunAt }]);
});

test('a removed rule ends after the file under way, is listed no more and is never run again', async () => {
  const { engine, rule, secret, status } = runSchedules(await names(3));
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const moved: string[] = [];
  engine.events.subscribe((event) => {
    if (event.type === 'file-activity' && event.activity === 'running') resolve();
    if (event.type === 'file-changed' && event.file.state === 'done') moved.push(event.file.name);
  });
  engine.addRule(rule, secret);
  await begun;
  await engine.removeRule(rule.id);
  expect(moved).toHaveLength(1);
  expect(await status()).toEqual([]);
  await expect(engine.run(rule.id)).rejects.toMatchObject({ code: 'no-such-rule' });
});

test('a rule whose secret is missing is listed with what it needs, and runs as soon as it has it', async () => {
  const { engine, rule, secret, ends, status } = runSchedules(await names(1));
  const server = {
    host: '127.0.0.1',
    port: 25,
    tls: 'starttls',
    username: 'u',
    password: SECRET,
    from: 'a@b',
  } as const;
  const mailing: Rule = { ...rule, mail: { server, successTo: [], alertTo: [], digestAbove: null } };
  const lacking = (name: string): string => {
    if (name !== SECRET) return secret(name);
    throw new WherryError('no-secret', 'the SMTP password is not set', { kind: 'config', hint: 'Enter it.' });
  };
  engine.addRule(mailing, lacking);
  await expect(engine.run(rule.id)).rejects.toMatchObject({ code: 'no-secret' });
  const problem = { message: 'the SMTP password is not set', hint: 'Enter it.' };
  expect(await status()).toMatchObject([{ problem, nextRunAt: null, isEnabled: true }]);
  engine.addRule(mailing, (name) => (name === SECRET ? 'secret' : secret(name)));
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(1);
  expect(await status()).toMatchObject([{ problem: null, lastRun: { succeeded: 1 } }]);
});

test.each([
  [{ ...ON, isEnabled: false }, 'switched-off'],
  [{ ...ON, isApproved: false }, 'not-approved'],
])('a rule that is %o is run neither by its schedule nor by hand', async (standing, code) => {
  const station = await names(1);
  const { engine, rule, secret, status } = runSchedules(station);
  engine.addRule(rule, secret, { standing });
  await expect(engine.run(rule.id)).rejects.toMatchObject({ code });
  expect(await status()).toMatchObject([{ ...standing, isRunning: false, nextRunAt: null, problem: null }]);
  expect(station.instance.requests()).toEqual([]);
});
