// What the tests of alarms and mails share: a rule's people over a real store and a real mail server, with a fake clock.
import path from 'node:path';
import { WherryError } from '#engine/errors.ts';
import { createLog } from '#engine/log.ts';
import type { Heartbeat } from '#engine/notifiers/heartbeat.ts';
import { createMailNotifier } from '#engine/notifiers/mail.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { createTellPeople } from '#engine/tell-people.ts';
import type { Notice } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { Run } from '#shared/run.ts';
import { onTestFinished } from 'vitest';
import { createFakeClock, type FakeClock } from '../helpers/fake-clock.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { type Smtp, startSmtp } from '../servers/smtp.ts';
import { importWith } from '../unit/config/sample.ts';

export const HOUR = 3_600_000;
export const unreachable = new WherryError('unreachable', 'acme.io: no answer', { kind: 'transient', hint: 'Wait.' });
export const refused = new WherryError('login-refused', 'the login was refused', { kind: 'config' });

export interface HarnessOptions {
  /** Keys of the INI's sections. */
  ini?: Record<string, Record<string, string>>;
  heartbeat?: Heartbeat;
  /** `away`: nothing listens there. */
  mailServer?: 'there' | 'away';
}

export interface Harness {
  clock: FakeClock;
  smtp: Smtp;
  lines: string[];
  /** What was shown on the screen. */
  notices: Notice[];
  /** Subjects of the mails so far, without the rule; the oldest first. */
  subjects(): string[];
  /** The mails as they came, long lines joined again. */
  texts(): string[];
  store(): Store;
  /** As a new process on the same data directory would begin; null: its INI has no mail server. */
  restart(port?: number | null): Promise<void>;
  /** A whole run of the rule that ends so. */
  run(state: Run['state'], error?: WherryError | null, quietUntil?: number): Promise<Run>;
  check(quietUntil?: number): Promise<void>;
  alert(title: string): void;
  /** A file that was found, worked on and concluded now, and is told; its report is not delivered. */
  file(name: string, outcome: 'succeeded' | 'failed'): FileRow;
  tellAgain(file: FileRow): void;
  find(name: string, skip?: string): void;
}

const redact = (text: string): string => text;

export async function createHarness({
  ini = {},
  heartbeat,
  mailServer = 'there',
}: HarnessOptions = {}): Promise<Harness> {
  const clock = createFakeClock();
  const smtp = await startSmtp({ tls: 'none' });
  onTestFinished(() => smtp.stop());
  const email = {
    from: 'w@example.com',
    success_email: 'ok@example.com',
    alert_email: 'alarm@example.com',
    ...ini['email'],
  };
  const folder = temporaryFolder();
  const lines: string[] = [];
  const notices: Notice[] = [];
  const show = (notice: Notice): void => void notices.push(notice);
  const log = createLog((level, _, message) => lines.push(`${level}: ${message}`));

  function start(port: number | null) {
    const server = port === null ? {} : { smtp_host: smtp.host, smtp_port: String(port) };
    const { rule } = importWith({ ...ini, email: { ...email, ...server } });
    const store = createStore(path.join(folder, 'wherry.db'), clock, () => {});
    const { mail } = rule;
    const settings = mail?.server ? [{ ...mail, ...mail.server }] : [];
    const notifiers = settings.map((each) => createMailNotifier(each, { password: null, log, redact }));
    const people = createTellPeople({ rule, notifiers, heartbeat: heartbeat ?? null, store, clock, log, redact, show });
    return { rule, store, people, port };
  }

  let living = start(mailServer === 'there' ? smtp.port : 1);
  async function end(): Promise<void> {
    await living.people.close();
    living.store.close();
  }
  onTestFinished(end);

  function conclude(name: string, outcome: 'succeeded' | 'failed'): FileRow {
    const { store, rule } = living;
    const [{ file } = { file: null }] = store.discover(rule.id, [sourceFile(name)]);
    const { id } = file!;
    store.claim(id);
    store.claimed(id);
    return store.conclude(
      id,
      'download',
      outcome === 'failed' ? { outcome, error: `download: ${name} broke` } : { outcome },
    );
  }

  return {
    clock,
    smtp,
    lines,
    notices,
    texts: () => smtp.mails.map(({ raw }) => raw.replaceAll('=\r\n', '')),
    subjects: () => smtp.mails.map(({ raw }) => /^Subject: \[Wherry\] default: (.*)$/m.exec(raw)?.[1]?.trim() ?? raw),
    store: () => living.store,
    async restart(port = living.port) {
      await end();
      living = start(port);
    },
    async run(state, error = null, quietUntil = 0) {
      const started = living.store.startRun(living.rule.id);
      const run = living.store.finishRun({ ...started, state, error: error?.message ?? null });
      await living.people.runEnded({ run, error }, quietUntil);
      return living.store.runs(1)[0]!;
    },
    check: (quietUntil) => living.people.check(quietUntil),
    alert: (title) => living.people.alert(title, 'a reason'),
    file(name, outcome) {
      const file = conclude(name, outcome);
      living.people.file(file);
      return file;
    },
    tellAgain: (file) => living.people.file(file),
    find(name, skip) {
      living.store.discover(living.rule.id, [sourceFile(name, { skip: skip ?? null })]);
    },
  };
}
