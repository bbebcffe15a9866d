// Calls about the application itself.
import { isDeepStrictEqual } from 'node:util';
import type { APP_CALLS, AppInfo, AppNote } from '#shared/api-app.ts';
import type { LogLine } from '#shared/log-line.ts';
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { AppSettings } from '#shared/settings.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import type { Clock } from '#engine/clock.ts';
import type { Engine } from '#engine/engine.ts';
import type { Log } from '#engine/log.ts';
import { LOG_NAME, logDirectoryOf } from '../log/app-log.ts';
import { readLog } from '../log/read-log.ts';
import type { StoredRules } from '../rules/stored-rules.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Demo } from './demo.ts';
import { ATTENTION_STATES, supportText } from './support-text.ts';
import { sendTestMail } from './test-mail.ts';

const SUPPORT_LINES = 2_000;
const SUPPORT_RUNS = 20;

export interface AppHandlerDeps {
  about: Pick<AppInfo, 'version' | 'kind' | 'dataDirectory' | 'startedAt'>;
  notes: readonly AppNote[];
  engine: Engine;
  settings: Settings;
  secrets: Secrets;
  rules: StoredRules;
  demo: Demo;
  clock: Clock;
  log: Log;
  redact(text: string): string;
  learn(secret: string): void;
}

export function createAppHandlers(deps: AppHandlerDeps): Handlers<keyof typeof APP_CALLS> {
  const { about, notes, engine, settings, secrets, rules, demo, clock, log, redact, learn } = deps;
  const logDirectory = logDirectoryOf(about.dataDirectory);
  const nothing = new AbortController().signal;

  function info(): AppInfo {
    const problem = secrets.problem();
    const problemNote: AppNote[] =
      problem === null
        ? []
        : [{ severity: 'error', title: 'Secrets cannot be read', detail: `${problem.message}. ${problem.hint ?? ''}` }];
    return {
      ...about,
      platform: process.platform,
      logDirectory,
      isAttached: false,
      keyKind: secrets.keyKind(),
      notes: [...notes, ...problemNote],
      demo: demo.state(),
    };
  }

  async function supportLines(): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    let before: string | null = null;
    do {
      const query = {
        level: 'debug',
        rule: null,
        file: null,
        text: null,
        before,
        limit: SUPPORT_LINES - lines.length,
      } as const;
      const page = await readLog(logDirectory, LOG_NAME, query);
      lines.push(...page.lines);
      before = page.before;
    } while (before !== null && lines.length < SUPPORT_LINES);
    return lines;
  }

  async function save(next: AppSettings, values: Record<string, string | null>): Promise<AppSettings> {
    const named = next.mailServer?.password ?? null;
    const gone = secrets.namesOf('app').filter((name) => name !== named);
    const wanted = Object.entries(values).filter(([name]) => name === named);
    await secrets.set(
      Object.fromEntries([
        ...gone.map((name) => [`app/${name}`, null] as const),
        ...wanted.map(([name, value]) => [`app/${name}`, value] as const),
      ]),
    );
    const { app: before, ...file } = settings.file();
    const kept = file.rules.map((entry) => withKeepDays(entry, before.keepDays, next.keepDays));
    settings.save({ ...file, rules: kept, app: next });
    if (wanted.length > 0 || !isDeepStrictEqual(before.mailServer, next.mailServer)) rules.applyAgain();
    else rules.apply();
    engine.events.emit({ type: 'settings-changed' });
    log.info('the settings were changed');
    return next;
  }

  return {
    'app.info': async () => info(),
    async 'app.support'() {
      const { handlers } = engine;
      const page = { states: ATTENTION_STATES, ruleId: null, search: null, limit: 1_000, offset: 0 };
      const at = clock.now();
      const text = supportText({
        info: info(),
        at,
        settings: settings.file().app,
        entries: rules.all(),
        statuses: await handlers['rule.list']({}, nothing),
        counts: await handlers['file.counts']({ ruleId: null }, nothing),
        attention: (await handlers['file.list']({ ...page, sort: { by: 'updated', descending: true } }, nothing)).files,
        runs: await handlers['run.list']({ ruleId: null, limit: SUPPORT_RUNS, offset: 0 }, nothing),
        lines: await supportLines(),
      });
      return { fileName: `wherry-support-${new Date(at).toISOString().slice(0, 10)}.txt`, text: redact(text) };
    },
    'settings.get': async () => ({ settings: settings.file().app, secrets: secrets.namesOf('app') }),
    'settings.save': async ({ settings: next, secrets: values }) => await save(next, values),
    async 'settings.testMail'({ server, secrets: values, to }, signal) {
      const { password: name } = server;
      const given = name === null ? null : Object.hasOwn(values, name) ? values[name] : secrets.get(`app/${name}`);
      if (given != null) learn(given);
      return await sendTestMail({ server, password: given ?? null, to }, redact, signal);
    },
    'log.read': async (query) => await readLog(logDirectory, LOG_NAME, query),
    'demo.start': async () => await demo.start(),
    async 'demo.stop'() {
      await demo.stop();
      return {};
    },
  };
}

/** Rules that keep their history as long as the application said follow it; others have a time of their own. */
function withKeepDays(entry: RuleEntry, before: number, next: number): RuleEntry {
  if (entry.rule.keepDays !== before || before === next) return entry;
  return { ...entry, rule: { ...entry.rule, keepDays: next } };
}
