// A rule in words: where it came from, when it runs, how it stands, how its last run ended. Pure.
import type { RuleStatus } from '#shared/api-rules.ts';
import type { RuleOrigin } from '#shared/rule-entry.ts';
import type { Run } from '#shared/run.ts';
import type { NamedInterval, Schedule, Weekday } from '#shared/schedule.ts';
import type { SftpSettings } from '#shared/sftp.ts';
import type { SourceKind, SourceSettings } from '#shared/source.ts';
import { formatClock, formatIn } from '../ui/format.ts';
import { durationInWords } from './fields/duration-parts.ts';

export function originInWords(origin: RuleOrigin): string {
  switch (origin.kind) {
    case 'editor':
      return 'Made here';
    case 'ini':
      return `Imported from ${origin.name}`;
    case 'export':
      return 'From an export';
    case 'job':
      return 'Job, by the REST API';
    case 'demo':
      return 'Demo';
  }
}

export const SOURCE_NAMES: Readonly<Record<SourceKind, string>> = {
  bettrdata: 'BettrData',
  sftp: 'SFTP folder',
  folder: 'Folder',
  s3: 'S3 bucket',
};
const NAMES: Readonly<Record<string, string>> = SOURCE_NAMES;
export function sourceInWords(kind: string): string {
  return NAMES[kind] ?? kind;
}

/** Where a source is: `https://data.example.com`, `wherry@sftp.example.com:22 /out`. */
export function placeInWords(source: SourceSettings): string {
  switch (source.kind) {
    case 'bettrdata':
      return source.baseUrl;
    case 'sftp':
      return `${loginInWords(source.sftp)} ${source.directory}`;
    case 'folder':
      return source.directory;
    case 's3':
      return [source.endpoint, `${source.bucket}/${source.prefix}`].filter(Boolean).join(' ');
  }
}

export function loginInWords({ username, host, port }: SftpSettings): string {
  return `${username}@${host}:${port}`;
}

export const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};
export const NAMED_INTERVALS: Readonly<Record<NamedInterval, string>> = {
  quinqueminutely: 'Every 5 minutes',
  decaminutely: 'Every 10 minutes',
  'half-hourly': 'Every 30 minutes',
  hourly: 'Every hour',
  daily: 'Every 24 hours',
  weekly: 'Every 7 days',
  monthly: 'Every 30 days',
};

export function scheduleInWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'interval':
      return `${durationInWords(schedule.everyMs)} after each run`;
    case 'daily':
      return `Daily at ${schedule.at} (${schedule.timezone})`;
    case 'weekly':
      return `${schedule.weekdays.map((day) => WEEKDAY_NAMES[day]).join(', ')} at ${schedule.at} (${schedule.timezone})`;
    case 'cron':
      return `Cron ${schedule.expression} (${schedule.timezone})`;
    case 'named':
      return NAMED_INTERVALS[schedule.every];
  }
}

export interface Standing {
  tone: 'running' | 'idle' | 'paused' | 'off' | 'approval' | 'problem';
  text: string;
  /** More of it, on a line of its own; null: there is no more to say. */
  detail: string | null;
}

/** What holds a rule back comes first: what it needs of a person, then the problem, then the pause. */
export function standing(rule: RuleStatus, now: number): Standing {
  if (rule.isRunning) return { tone: 'running', text: 'Running', detail: null };
  if (!rule.isApproved) {
    return {
      tone: 'approval',
      text: 'Needs approval',
      detail: 'Its commands came from elsewhere. Look at them first.',
    };
  }
  if (rule.problem) {
    const { message, hint } = rule.problem;
    return { tone: 'problem', text: message, detail: hint };
  }
  if (!rule.isEnabled) return { tone: 'off', text: 'Off', detail: null };
  if (rule.pause) {
    const { until, reason } = rule.pause;
    return {
      tone: 'paused',
      text: until === null ? 'Paused until resumed' : `Paused until ${formatClock(until, now)}`,
      detail: reason,
    };
  }
  if (rule.nextRunAt === null) return { tone: 'idle', text: 'Idle', detail: null };
  if (rule.nextRunAt <= now) return { tone: 'idle', text: 'Next run now', detail: null };
  return { tone: 'idle', text: `Next run ${formatIn(rule.nextRunAt, now)}`, detail: null };
}

/** `3 done, 1 failed, 2 waiting`; `Nothing to do` where it has ended and found no file. */
export function countsInWords({
  state,
  succeeded,
  failed,
  waiting,
}: Pick<Run, 'state' | 'succeeded' | 'failed' | 'waiting'>): string {
  const parts = [
    succeeded > 0 ? `${succeeded} done` : '',
    failed > 0 ? `${failed} failed` : '',
    waiting > 0 ? `${waiting} waiting` : '',
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  return state === 'running' ? 'No file has ended yet' : 'Nothing to do';
}
