// The scheduler within the engine: what the API tells of rules, and the first minute after a wake. The clock is the
// system's with a wall that can be jumped, since servers answer in real time.
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startMailbox } from '#demo/mailbox.ts';
import { type Clock, systemClock } from '#engine/clock.ts';
import { importIni } from '#engine/config/import.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { silentLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createStopping } from '#engine/stopping.ts';
import type { RunEnd } from '#engine/run.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstation, type Workstation } from '../helpers/workstation.ts';

interface Running {
  engine: Engine;
  ruleId: string;
  ends: RunEnd[];
  jump(ms: number): void;
  now(): number;
}

function runSchedules(station: Workstation): Running {
  let jumped = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + jumped };
  const { rule, secrets } = importIni(fs.readFileSync(station.config), { path: station.config, cwd: station.folder });
  const stopping = createStopping(clock);
  const engine = createEngine({
    dataDirectory: temporaryFolder(),
    log: silentLog,
    redactor: createRedactor(),
    clock,
    stopping,
  });
  engine.addRule(rule, (name) => secrets[name]!);
  engine.acquire();
  const ends: RunEnd[] = [];
  const running = engine.runSchedules((_, end) => ends.push(end));
  onTestFinished(async () => {
    stopping.request();
    await running;
    stopping.done();
    await engine.close();
  });
  return { engine, ruleId: rule.id, ends, jump: (ms) => (jumped += ms), now: () => clock.now() };
}

/** The scheduler looks at the clock, so that what has passed since is no sleep. */
async function look(engine: Engine, ruleId: string): Promise<void> {
  await engine.dispatch('rule.resume', { ruleId, who: 'the test' });
  await turn();
  await turn();
}

test('b61: an error of the run after a wake is told to nobody, that of another run is', async () => {
  const mailbox = await startMailbox(path.join(temporaryFolder(), 'mails'));
  onTestFinished(() => mailbox.stop());
  const email = {
    smtp_host: mailbox.host,
    smtp_port: mailbox.port,
    from: 'w@example.com',
    alert_email: 'a@example.com',
  };
  const station = await createWorkstation({ files: [], ini: () => ({ email }) });
  const { ends, jump, engine, ruleId } = runSchedules(station);
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(1);
  station.instance.faults.http = () => ({ kind: 'answer', status: 403 });
  jump(3_600_000);
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(2);
  expect(ends.map(({ error }) => error?.kind)).toEqual([undefined, 'config']);
  expect(fs.readdirSync(mailbox.folder)).toEqual([]);
  for (const passedMs of [25_000, 25_000]) {
    jump(passedMs);
    await look(engine, ruleId);
  }
  await engine.run(ruleId);
  expect(fs.readdirSync(mailbox.folder)).toEqual([]);
  jump(25_000);
  await look(engine, ruleId);
  await engine.run(ruleId);
  expect(fs.readdirSync(mailbox.folder)).toHaveLength(1);
});

test('rules are listed with their next and their last run; pause and its end take effect at once', async () => {
  const station = await createWorkstation();
  const { engine, ruleId, ends, now } = runSchedules(station);
  const status = async () => {
    const answer = await engine.dispatch('rule.list', {});
    return answer.ok ? answer.value[0]! : expect.fail(answer.error.message);
  };
  expect(await status()).toMatchObject({ ruleId, isRunning: true, nextRunAt: null, pause: null });
  await expect.poll(() => ends.length, { timeout: 20_000 }).toBe(1);
  const idle = await status();
  expect(idle).toMatchObject({ name: 'default', isRunning: false, lastRun: { state: 'succeeded', succeeded: 1 } });
  expect(idle.nextRunAt! - now()).toBeGreaterThan(50_000);
  const until = now() + 3_600_000;
  expect(await engine.dispatch('rule.pause', { ruleId, until, who: 'eve@desk' })).toMatchObject({
    ok: true,
    value: { until },
  });
  await expect.poll(status).toMatchObject({ nextRunAt: null, pause: { until, reason: 'by eve@desk' } });
  const ran = await engine.dispatch('rule.run', { ruleId });
  expect(ran).toMatchObject({ ok: true, value: { error: null } });
  expect(await engine.dispatch('rule.resume', { ruleId, who: 'eve@desk' })).toEqual({
    ok: true,
    value: { wasPaused: true },
  });
  await expect.poll(status).toMatchObject({ nextRunAt: expect.any(Number) as number, pause: null });
});
