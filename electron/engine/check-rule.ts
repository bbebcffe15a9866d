// "Test connection" for everything that a rule needs; nothing is claimed, run or written to the source.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '#shared/api-rules.ts';
import type { JsonObject } from '#shared/json.ts';
import type { Rule } from '#shared/rule.ts';
import { toWherryError } from './errors.ts';
import type { Notifier } from './notifiers/notifier.ts';
import { utc } from './notifications.ts';
import type { Source } from './sources/source.ts';
import type { Store } from './store/store.ts';
import { lint } from './template/lint.ts';

export interface CheckParts {
  rule: Rule;
  source: Source;
  notifiers: readonly Notifier[];
  store: Pick<Store, 'unsentMails'>;
  redact(text: string): string;
}

export async function* checkRule(
  { rule, source, notifiers, store, redact }: CheckParts,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  yield await result('target folder', () => checkFolder(rule.targetDirectory), redact);
  let isReached = true;
  for await (const found of source.check(signal)) {
    isReached &&= found.ok;
    yield { ...found, detail: redact(found.detail), hint: found.hint === null ? null : redact(found.hint) };
  }
  const record = isReached ? await sampleRecord(source, signal) : null;
  for (const step of rule.steps) yield* checkTemplate(step, record);
  for (const notifier of notifiers) {
    yield await result(
      'mail',
      () => notifier.check(signal).then(() => 'the server is there and takes our login'),
      redact,
    );
  }
  if (rule.mail !== null && notifiers.length === 0) yield noMailServer;
  const unsent = unsentMails(store, rule, redact);
  if (unsent !== null) yield unsent;
  await source.close();
}

const noMailServer: CheckResult = {
  title: 'mail',
  ok: false,
  detail: 'the rule wants mails, but no mail server is set',
  hint: 'Set one on the page Settings, or in the rule itself.',
};

/** Mails that wait are told here, too: without it, a silence of alerts would read as health. */
function unsentMails(store: CheckParts['store'], rule: Rule, redact: (text: string) => string): CheckResult | null {
  const { count, since, lastError } = store.unsentMails(rule.id);
  if (since === null || lastError === null) return null;
  const detail = `${count} could not be sent since ${utc(since)}: ${redact(lastError)}`;
  return { title: 'unsent mails', ok: false, detail, hint: 'They are tried again after each run, for three days.' };
}

async function result(
  title: string,
  check: () => Promise<string>,
  redact: (text: string) => string,
): Promise<CheckResult> {
  try {
    return { title, ok: true, detail: redact(await check()), hint: null };
  } catch (thrown) {
    const { message, hint } = toWherryError(thrown);
    return { title, ok: false, detail: redact(message), hint };
  }
}

/** A record that the rule would process, so that templates are held against what is really there; null: none is due. */
async function sampleRecord(source: Source, signal: AbortSignal): Promise<JsonObject | null> {
  for await (const { files } of source.list(signal)) {
    const [first] = files;
    if (first !== undefined) return first.meta;
  }
  return null;
}

/** A line for each finding; warnings do not fail. */
function* checkTemplate(step: Rule['steps'][number], record: JsonObject | null): Iterable<CheckResult> {
  const findings = lint(step.template, { ...step, ...(record === null ? {} : { record }) });
  for (const { severity, line, column, message, hint } of findings) {
    const place = `line ${line}, column ${column}`;
    yield { title: step.name, ok: severity !== 'error', detail: `${severity} in ${place}: ${message}`, hint };
  }
  if (findings.length === 0) yield { title: step.name, ok: true, detail: 'the template is fine', hint: null };
}

/** The folder, or where it would be created, can be written. Creates nothing. */
async function checkFolder(directory: string): Promise<string> {
  let existing = directory;
  while ((await fs.stat(existing).catch(() => null)) === null && path.dirname(existing) !== existing) {
    existing = path.dirname(existing);
  }
  await fs.access(existing, fs.constants.W_OK);
  return existing === directory ? directory : `${directory} (will be created)`;
}
