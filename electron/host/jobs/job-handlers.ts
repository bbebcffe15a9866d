// Calls about jobs.
import { randomUUID } from 'node:crypto';
import type { Job, JOB_CALLS } from '#shared/api-jobs.ts';
import type { Rule } from '#shared/rule.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import type { Clock } from '#engine/clock.ts';
import { WherryError } from '#engine/errors.ts';
import type { Log } from '#engine/log.ts';
import type { StoredRules } from '../rules/stored-rules.ts';
import type { Settings } from '../settings/settings.ts';
import { jobDefaults } from './job-defaults.ts';
import { jobOfEntry, ruleOfJob } from './job-rule.ts';

export interface JobHandlerDeps {
  rules: StoredRules;
  settings: Settings;
  clock: Clock;
  log: Log;
}

export function createJobHandlers({ rules, settings, clock, log }: JobHandlerDeps): Handlers<keyof typeof JOB_CALLS> {
  const jobs = (): Job[] => rules.all().flatMap((entry) => jobOfEntry(entry) ?? []);

  return {
    'job.list': async () => jobs(),
    async 'job.save'({ jobId, who, ...wanted }) {
      const before = jobId === null ? null : (jobs().find((job) => job.jobId === jobId) ?? null);
      if (jobId !== null && before === null) throw noSuchJob(jobId);
      const job = { ...wanted, jobId: jobId ?? randomUUID() };
      const made = ruleOfJob(job, jobDefaults(process.env, settings.file().app.keepDays));
      const rule = before === null ? made : changed(rules.get(before.jobId).rule, made);
      const now = clock.now();
      const saved = await rules.put({
        rule,
        isEnabled: before === null || rules.get(rule.id).isEnabled,
        isApproved: true,
        origin: { kind: 'job', config: wanted.connectorConfig, createdAt: before?.createdAt ?? now, updatedAt: now },
      });
      log.about({ rule: rule.name }).info(`${before === null ? 'made' : 'changed'} by ${who}`);
      return jobOfEntry(saved)!;
    },
  };
}

/** What a job does not tell (commands, mails, keys) stays as a person has set it. */
function changed(kept: Rule, made: Rule): Rule {
  const { source } = made;
  if (source.kind !== 's3' || kept.source.kind !== 's3') return made;
  const { bucket, prefix, region, endpoint } = source;
  return {
    ...kept,
    name: made.name,
    schedule: made.schedule,
    source: { ...kept.source, bucket, prefix, region, endpoint },
  };
}

function noSuchJob(jobId: string): WherryError {
  return new WherryError('no-such-job', `there is no job "${jobId}"`, { kind: 'permanent' });
}
