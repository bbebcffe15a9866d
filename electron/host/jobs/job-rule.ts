// A job as a rule and back.
import path from 'node:path';
import type { Job } from '#shared/api-jobs.ts';
import type { JsonObject } from '#shared/json.ts';
import type { RuleEntry } from '#shared/rule-entry.ts';
import { Rule } from '#shared/rule.ts';
import { NamedInterval, type Schedule } from '#shared/schedule.ts';
import { WherryError } from '#engine/errors.ts';
import { cronProblem } from '#engine/schedule.ts';
import type { JobDefaults } from './job-defaults.ts';

type Wanted = Pick<Job, 'jobId' | 'jobName' | 'schedule' | 'connectorConfig'>;

/** @throws `invalid-rule` */
export function ruleOfJob(job: Wanted, { download, retry, chunkBytes, pageSize, keepDays }: JobDefaults): Rule {
  const { jobId, jobName, schedule, connectorConfig: config } = job;
  const secret = Object.keys(config).find((key) => SECRET.test(key));
  // It would be shown with the job, and lie unencrypted in the settings.
  if (secret !== undefined) throw invalid(`connector_config holds ${secret}: keys belong into the environment`);
  const parsed = Rule.safeParse({
    id: jobId,
    name: jobName,
    source: {
      kind: 's3',
      // Told when it runs, as the Data-Sync-Scheduler does.
      bucket: textOf(config, 'bucket_name') ?? 'no-bucket_name-in-connector_config',
      prefix: textOf(config, 'prefix') ?? '',
      region: textOf(config, 'region'),
      endpoint: textOf(config, 'endpoint_url'),
      credentials: { kind: 'environment' },
      chunkBytes,
      pageSize,
    },
    targetDirectory: path.resolve(download),
    successDirectory: null,
    steps: [],
    schedule: scheduleOf(schedule),
    retry,
    keepDays,
    mail: null,
  });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`);
  throw invalid(issues.join('\n'));
}

const SECRET = /secret|password|token|access_key/i;

function textOf(config: JsonObject, name: string): string | null {
  const value = config[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function scheduleOf(text: string): Schedule {
  const named = NamedInterval.safeParse(text);
  if (named.success) return { kind: 'named', every: named.data };
  const problem = text.trim().split(/\s+/).length === 5 ? cronProblem(text) : 'it is neither a named interval nor cron';
  if (problem !== null) throw invalid(`schedule: ${problem}`);
  return { kind: 'cron', expression: text, timezone: 'UTC' };
}

function invalid(message: string): WherryError {
  return new WherryError('invalid-rule', message, { kind: 'permanent', hint: 'Correct what is named.' });
}

/** Null: it is another rule. What a person has changed in the editor since is told as it is now. */
export function jobOfEntry({ rule, origin }: RuleEntry): Job | null {
  if (origin.kind !== 'job' || rule.source.kind !== 's3') return null;
  const { schedule, source } = rule;
  const { config, createdAt, updatedAt } = origin;
  return {
    jobId: rule.id,
    jobName: rule.name,
    schedule:
      schedule.kind === 'named' ? schedule.every : schedule.kind === 'cron' ? schedule.expression : schedule.kind,
    connectorConfig: {
      ...config,
      ...(textOf(config, 'bucket_name') === null ? {} : { bucket_name: source.bucket }),
      ...(textOf(config, 'prefix') === null ? {} : { prefix: source.prefix }),
    },
    createdAt,
    updatedAt,
  };
}
