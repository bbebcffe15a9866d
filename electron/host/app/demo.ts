// The demo: an embedded instance, a mail server that only receives, and a rule for them, all in this process. Nothing of it
// outlives the process: the rule is never stored, and what a crash has left of it in the store is taken off the lists.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startDemoInstance } from '#demo/instance.ts';
import { startMailbox } from '#demo/mailbox.ts';
import { sampleIni } from '#demo/sample-ini.ts';
import { sampleFiles, SAMPLE_SFTP_PASSWORD } from '#demo/samples.ts';
import type { FileState } from '#shared/file.ts';
import type { Schedule } from '#shared/schedule.ts';
import { importIni } from '#engine/config/import.ts';
import type { Engine } from '#engine/engine.ts';
import type { Log } from '#engine/log.ts';
import type { StoredRules } from '../rules/stored-rules.ts';

const ID = /^demo-[0-9a-f]{8}$/;
/** Its first run is five minutes away: whoever looks sees what is due first, and runs it. */
const SCHEDULE: Schedule = { kind: 'named', every: 'quinqueminutely' };
/** States of files that would wait for a person, or for runs that never come. */
const OPEN: FileState[] = ['ready', 'waiting', 'failed', 'interrupted', 'quarantined'];

export interface Demo {
  state(): { isRunning: boolean; ruleId: string | null };
  /** Where it runs already, the same rule. */
  start(): Promise<{ ruleId: string }>;
  /** Twice is fine. */
  stop(): Promise<void>;
  /** Only the servers, at the end of the process. */
  close(): Promise<void>;
  /** Takes the files of former demos off the lists. */
  forgetFormer(): Promise<void>;
}

export interface DemoDeps {
  dataDirectory: string;
  engine: Engine;
  rules: StoredRules;
  log: Log;
  learn(secret: string): void;
}

interface Running {
  ruleId: string;
  stopServers(): Promise<void>;
}

export function createDemo({ dataDirectory, engine, rules, log, learn }: DemoDeps): Demo {
  const folder = path.join(dataDirectory, 'demo');
  let running: Promise<Running> | null = null;
  let ruleId: string | null = null;

  async function startAll(): Promise<Running> {
    fs.rmSync(folder, { recursive: true, force: true });
    const instance = await startDemoInstance({ files: sampleFiles(), sftpPassword: SAMPLE_SFTP_PASSWORD });
    const mailbox = await startMailbox(path.join(folder, 'mails'));
    const folders = { target: path.join(folder, 'files'), logs: path.join(folder, 'logs') };
    const ini = sampleIni(instance, mailbox, folders);
    const { rule, secrets } = importIni(ini, { path: 'demo.ini', cwd: folder });
    const id = `demo-${randomBytes(4).toString('hex')}`;
    // Nobody wants to wait for the file that is broken on purpose.
    const retry = { ...rule.retry, delayMs: 200 };
    for (const secret of Object.values(secrets)) learn(secret);
    rules.putGuest(
      {
        rule: { ...rule, id, name: 'Demo', schedule: SCHEDULE, retry },
        isEnabled: true,
        isApproved: true,
        origin: { kind: 'demo' },
      },
      secrets,
    );
    log.info(`the demo instance runs at ${instance.apiUrl}`);
    return { ruleId: id, stopServers: async () => void (await Promise.all([instance.stop(), mailbox.stop()])) };
  }

  async function skipFilesOf(isOurs: (ruleId: string) => boolean): Promise<void> {
    const page = await engine.dispatch('file.list', { states: OPEN, limit: 10_000, offset: 0 });
    if (!page.ok) return log.warn(`files of the demo stay: ${page.error.message}`);
    for (const file of page.value.files.filter((each) => isOurs(each.ruleId))) {
      const skipped = await engine.dispatch('file.skip', { id: String(file.id), who: 'the end of the demo' });
      if (!skipped.ok) log.warn(`#${file.id} of the demo stays: ${skipped.error.message}`);
    }
  }

  return {
    state: () => ({ isRunning: ruleId !== null, ruleId }),
    async start() {
      running ??= startAll();
      try {
        ({ ruleId } = await running);
        return { ruleId };
      } catch (error) {
        running = null;
        throw error;
      }
    },
    async stop() {
      const stopped = running;
      if (stopped === null) return;
      const { ruleId: id, stopServers } = await stopped;
      if (running !== stopped) return;
      running = null;
      ruleId = null;
      await rules.remove(id);
      await stopServers();
      await skipFilesOf((each) => each === id);
      fs.rmSync(folder, { recursive: true, force: true });
      log.info('the demo has ended');
    },
    async close() {
      await (await running)?.stopServers();
      if (running !== null) fs.rmSync(folder, { recursive: true, force: true });
    },
    forgetFormer: async () => await skipFilesOf((each) => ID.test(each) && each !== ruleId),
  };
}
