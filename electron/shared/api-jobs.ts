// Calls about jobs: rules as the Data-Sync-Scheduler knows them, an S3 bucket on a schedule. A job is a rule like any other.
import * as z from 'zod';
import { JsonObject } from './json.ts';

export const Job = z.object({
  /** The id of its rule. */
  jobId: z.string(),
  jobName: z.string(),
  /** One of the named intervals, or five fields of cron (UTC). */
  schedule: z.string(),
  /** As it was given: `bucket_name`, `prefix`, and what else its owner wrote. */
  connectorConfig: JsonObject,
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Job = z.infer<typeof Job>;

export const JOB_CALLS = {
  'job.list': { title: 'Jobs, oldest first', input: z.object({}), output: z.array(Job) },
  'job.save': {
    title: 'Keep a job, new (without an id) or changed; it is in force at once',
    input: z.object({
      jobId: z.string().nullable().default(null),
      jobName: z.string().min(1),
      schedule: z.string(),
      connectorConfig: JsonObject,
      who: z.string().min(1),
    }),
    output: Job,
  },
} as const;
