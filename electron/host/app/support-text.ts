// One readable text for those who help. Everything in it goes through the redactor at the end, whatever it is.
import os from 'node:os';
import type { AppInfo } from '#shared/api-app.ts';
import { ATTENTION, type FileState } from '#shared/file.ts';
import type { LogLine } from '#shared/log-line.ts';
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { RuleStatus } from '#shared/api-rules.ts';
import type { Run } from '#shared/run.ts';
import type { AppSettings } from '#shared/settings.ts';
import type { ListedFile } from '#shared/story.ts';
import { escapeControls } from '#engine/escape-controls.ts';

export interface SupportFacts {
  info: AppInfo;
  at: number;
  settings: AppSettings;
  entries: readonly RuleEntry[];
  statuses: readonly RuleStatus[];
  counts: Record<FileState, number>;
  attention: readonly ListedFile[];
  runs: readonly Run[];
  /** Newest first. */
  lines: readonly LogLine[];
}

export const ATTENTION_STATES: FileState[] = [...ATTENTION];

export function supportText({
  info,
  at,
  settings,
  entries,
  statuses,
  counts,
  attention,
  runs,
  lines,
}: SupportFacts): string {
  return [
    section('Wherry', [
      `version   ${info.version} (${info.kind})`,
      `written   ${isoTime(at)}, started ${isoTime(info.startedAt)}`,
      `system    ${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}, Electron ${process.versions['electron'] ?? 'none'}`,
      `memory    ${Math.round(process.memoryUsage.rss() / 1e6)} MB of ${Math.round(os.totalmem() / 1e9)} GB`,
      `data      ${info.dataDirectory}`,
      `key       ${info.keyKind}`,
      ...info.notes.map(({ severity, title, detail }) => `${severity.padEnd(9)} ${title}: ${detail}`),
    ]),
    section('Files by state', [
      Object.entries(counts)
        .map(([state, count]) => `${state} ${count}`)
        .join(', '),
    ]),
    section('Rules', statuses.map(statusLine)),
    section('Needs attention', attention.map(fileLine)),
    section('Last runs', runs.map(runLine)),
    section('Settings', jsonLines(settings)),
    ...entries.map(({ rule, origin }) => section(`Rule ${rule.name} (from ${origin.kind})`, jsonLines(rule))),
    section('Log, newest first', lines.map(logLine)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  const body = lines.length === 0 ? ['none'] : lines.map(escapeControls);
  return [`== ${escapeControls(title)}`, ...body, ''].join('\n');
}

function jsonLines(value: unknown): string[] {
  return JSON.stringify(value, null, 2).split('\n');
}

function statusLine({ ruleId, name, isEnabled, isApproved, isRunning, pause, nextRunAt, problem }: RuleStatus): string {
  const words = [
    isEnabled ? 'on' : 'off',
    ...(isApproved ? [] : ['waits for approval']),
    ...(isRunning ? ['running'] : []),
    ...(pause === null ? [] : [`paused: ${pause.reason}`]),
    nextRunAt === null ? 'no next run' : `next run ${isoTime(nextRunAt)}`,
    ...(problem === null ? [] : [`problem: ${problem.message}`]),
  ];
  return `${name} (${ruleId}): ${words.join(', ')}`;
}

function fileLine({ id, name, state, position, attempt, updatedAt, reason }: ListedFile): string {
  return `#${id} ${name}: ${state} at ${position}, attempt ${attempt}, ${isoTime(updatedAt)}: ${reason ?? ''}`;
}

function runLine({
  id,
  ruleId,
  state,
  startedAt,
  endedAt,
  listed,
  succeeded,
  failed,
  waiting,
  error,
  warning,
}: Run): string {
  const took = endedAt === null ? 'not ended' : `${((endedAt - startedAt) / 1000).toFixed(1)} s`;
  const counts = `${listed} listed, ${succeeded} succeeded, ${failed} failed, ${waiting} waiting`;
  const why = [error, warning].filter((text) => text !== null).join('; ');
  return `${id} ${ruleId}: ${state}, ${isoTime(startedAt)}, ${took}, ${counts}${why === '' ? '' : `: ${why}`}`;
}

function logLine({ at, level, rule, file, message }: LogLine): string {
  const where = [rule, file === null ? null : `#${file}`].filter((part) => part !== null).join(' ');
  return `${isoTime(at)} ${level.toUpperCase().padEnd(5)} ${where === '' ? '' : `[${where}] `}${message}`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
