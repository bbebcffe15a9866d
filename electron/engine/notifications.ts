// The words of what people are told. When is tell-people.ts, how is notifiers/.
import type { FileRow } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import type { WherryError } from './errors.ts';
import { escapeControls } from './escape-controls.ts';
import type { Notification } from './notifiers/notifier.ts';

/** A file at the end of its work, before the source was told. */
export function aboutFile(rule: Rule, file: FileRow): Notification {
  const succeeded = file.outcome === 'succeeded';
  const title = `${escapeControls(file.name)}: ${succeeded ? 'SUCCESS' : 'FAILED'}`;
  const detail = file.reason !== null && !succeeded ? file.reason : `Saved as ${file.localPath ?? 'nothing'}`;
  const setAside = isSetAside(rule, file) ? `, set aside after ${file.failures + 1} failures` : '';
  const hint = setAside === '' ? '' : `\nIt is not tried again by itself. "wherry retry ${file.id}" tries it again.`;
  return {
    kind: succeeded ? 'success' : 'alert',
    rule: rule.name,
    title: `${title}${setAside}`,
    entries: [
      {
        file: file.name,
        externalId: file.externalId,
        step: file.failedAt === null ? null : stepName(rule, file),
        detail: `${detail}${hint}`,
      },
    ],
  };
}

/** This failure is the one that puts it into quarantine (b73); the store counts it when the source was told. */
function isSetAside({ retry }: Rule, { state, outcome, failures }: FileRow): boolean {
  return state === 'active' && outcome === 'failed' && failures + 1 >= retry.quarantineAfter;
}

function stepName(rule: Rule, file: FileRow): string {
  const match = /^step:(\d+)$/.exec(file.failedAt ?? '');
  return match === null ? (file.failedAt ?? '') : (rule.steps[Number(match[1])]?.name ?? file.failedAt ?? '');
}

export function aboutRun(rule: Rule, error: WherryError, redact: (text: string) => string): Notification {
  const hint = error.hint === null ? '' : `\n${error.hint}`;
  return alert(rule, 'the run failed', `${redact(error.message)}${hint}`);
}

/** An alert that is about no single file. */
export function alert(rule: Rule, title: string, detail: string): Notification {
  return { kind: 'alert', rule: rule.name, title, entries: [{ file: null, externalId: null, step: null, detail }] };
}

/** `2026-11-23 10:15 UTC` */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
