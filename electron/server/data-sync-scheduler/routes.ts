// The routes of the Data-Sync-Scheduler, request and answer as its clients know them: jobs are rules, objects are files.
// Its bugs are not kept: schedules survive a restart, a download that a crash has cut off goes on, changed objects are
// fetched again. What its author lists as next is here, too: cron, update_job, delete_jobs.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Job } from '#shared/api-jobs.ts';
import type { Answer } from '#shared/api.ts';
import type { ErrorData } from '#shared/error.ts';
import type { ListedFile } from '#shared/story.ts';
import { GUARD_HEADERS } from '../page.ts';
import type { ServedEngine } from '../served-engine.ts';
import { validateJob } from './validate-job.ts';

const WHO = 'the REST API';
const NOT_SCHEDULED = 'Internal Server Error, Unable to schedule the job';
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
/** The most that the store gives at once. */
const MOST_OBJECTS = 10_000;

export function addDataSyncScheduler(api: FastifyInstance, engine: ServedEngine): void {
  // There a body that is no JSON is an error of the server.
  api.setErrorHandler((fault, request, reply) => {
    const isJob = request.url.includes('_job');
    if (!isJob || !(fault instanceof Error) || !('statusCode' in fault) || fault.statusCode === 413) throw fault;
    return answer(reply, 500, { message: NOT_SCHEDULED });
  });

  async function jobs(): Promise<Job[]> {
    return valueOf(await engine.dispatch('job.list', {}));
  }

  api.post('/v1/scheduler/create_job', async ({ body }, reply) => {
    const wanted = validateJob(body ?? null);
    if ('message' in wanted) return answer(reply, 400, wanted);
    const saved = await engine.dispatch('job.save', {
      jobName: '',
      schedule: '',
      connectorConfig: {},
      ...wanted,
      who: WHO,
    });
    if (!saved.ok) return answer(reply, statusOf(saved.error), { message: saved.error.message });
    return answer(reply, 200, { job_id: saved.value.jobId, message: 'Job scheduled successfully' });
  });

  api.put('/v1/scheduler/update_job', async ({ body }, reply) => {
    const { job_id: given, ...changes } = objectOf(body);
    const job = (await jobs()).find(({ jobId }) => jobId === idOf(given));
    if (idOf(given) === null) return answer(reply, 400, { message: 'Invalid job ID' });
    if (job === undefined) return answer(reply, 404, { message: 'Job not found' });
    const wanted = validateJob(changes, true);
    if ('message' in wanted) return answer(reply, 400, wanted);
    const { jobId, jobName, schedule, connectorConfig } = job;
    const saved = await engine.dispatch('job.save', { jobId, jobName, schedule, connectorConfig, ...wanted, who: WHO });
    if (!saved.ok) return answer(reply, statusOf(saved.error), { message: saved.error.message });
    return answer(reply, 200, { job_id: jobId, message: 'Job updated successfully' });
  });

  api.get<{ Querystring: { job_id?: string | string[] } }>('/v1/scheduler/list_jobs', async ({ query }, reply) => {
    const [given] = [query.job_id].flat();
    if (given === undefined) return answer(reply, 200, { jobs: (await jobs()).map(wholeJob) });
    const job = (await jobs()).find(({ jobId }) => jobId === given.trim());
    if (job === undefined) return answer(reply, 404, { message: 'Job not found' });
    return answer(reply, 200, { job: shortJob(job) });
  });

  api.delete('/v1/scheduler/delete_job', async ({ body }, reply) => {
    const jobId = idOf(objectOf(body)['job_id']);
    if (jobId === null) return answer(reply, 400, { message: 'Invalid job ID' });
    if (!(await removeJob(jobId))) return answer(reply, 404, { message: 'Job not found' });
    return answer(reply, 200, { message: 'Job deleted successfully' });
  });

  api.delete('/v1/scheduler/delete_jobs', async ({ body }, reply) => {
    const given = objectOf(body)['job_ids'];
    const ids = Array.isArray(given) ? given.map(idOf) : [];
    if (ids.length === 0 || ids.includes(null)) return answer(reply, 400, { message: 'Invalid job IDs' });
    const [deleted, missing]: [string[], string[]] = [[], []];
    for (const jobId of ids) if (jobId !== null) ((await removeJob(jobId)) ? deleted : missing).push(jobId);
    return answer(reply, 200, { deleted, message: 'Jobs deleted successfully', not_found: missing });
  });

  api.get<{ Params: { jobId: string }; Querystring: Record<string, string> }>(
    '/v1/jobs/:jobId/objects',
    async ({ params, query }, reply) => {
      const jobId = params.jobId.trim();
      if (!UUID.test(jobId)) return answer(reply, 400, { error: 'job_id must be a valid UUID string' });
      const [limit, offset] = [countOf(query['limit'], 10), countOf(query['offset'], 0)];
      if (limit < 0 || offset < 0) return answer(reply, 400, { error: 'Invalid limit or offset' });
      const page = await engine.dispatch('file.list', {
        ruleId: jobId.toLowerCase(),
        states: null,
        sort: { by: 'id', descending: false },
        limit: Math.min(Math.max(limit, 1), MOST_OBJECTS),
        offset,
      });
      if (!page.ok) return answer(reply, 500, { message: 'Internal Server Error' });
      const objects = limit === 0 ? [] : page.value.files.map(objectOfFile);
      return answer(reply, 200, { limit, objects, offset, total_objects: page.value.total });
    },
  );

  /** False: there is none. Its objects and files stay, as there. */
  async function removeJob(jobId: string): Promise<boolean> {
    if (!(await jobs()).some((job) => job.jobId === jobId)) return false;
    valueOf(await engine.dispatch('rule.remove', { ruleId: jobId, who: WHO }));
    return true;
  }
}

/** As Flask writes JSON: names in the order of the alphabet, no spaces, a line's end. */
function answer(reply: FastifyReply, status: number, value: Record<string, unknown>): FastifyReply {
  const sorted = Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  reply.code(status).headers(GUARD_HEADERS).header('cache-control', 'no-store');
  return reply.header('content-type', 'application/json').send(`${JSON.stringify(sorted)}\n`);
}

function statusOf({ code }: ErrorData): number {
  return code === 'invalid-rule' ? 400 : 500;
}

function valueOf<T>(given: Answer<T>): T {
  if (given.ok) return given.value;
  throw Object.assign(new Error(given.error.message), { statusCode: 500 });
}

function objectOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}

function idOf(given: unknown): string | null {
  const text = typeof given === 'string' ? given.trim() : '';
  return text === '' ? null : text;
}

/** What is no number falls back, as `request.args.get(…, type=int)` does. */
function countOf(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : otherwise;
}

function shortJob({ jobId, jobName, schedule, connectorConfig }: Job): Record<string, unknown> {
  return {
    connector_config: connectorConfig,
    connector_type: 'S3',
    job_id: jobId,
    job_name: jobName,
    schedule,
  };
}

function wholeJob(job: Job): Record<string, unknown> {
  return {
    connector_config: job.connectorConfig,
    connector_type: 'S3',
    created_at: new Date(job.createdAt).toUTCString(),
    job_id: job.jobId,
    job_name: job.jobName,
    job_status: 'SCHEDULED',
    schedule: job.schedule,
    updated_at: new Date(job.updatedAt).toUTCString(),
  };
}

const STATUSES: Readonly<Record<ListedFile['state'], string>> = {
  ready: 'PROCESSING',
  active: 'PROCESSING',
  waiting: 'PROCESSING',
  done: 'PROCESSED',
  skipped: 'SKIPPED',
  failed: 'FAILED',
  interrupted: 'FAILED',
  quarantined: 'FAILED',
};

function objectOfFile(file: ListedFile): Record<string, unknown> {
  const { id, ruleId, externalId, state, sizeBytes, partBytes, localPath, discoveredAt, updatedAt } = file;
  return {
    created_at: new Date(discoveredAt).toUTCString(),
    id,
    job_id: ruleId,
    last_position: String(state === 'done' ? (sizeBytes ?? 0) : partBytes),
    local_full_path: localPath ?? '',
    object_key: externalId,
    object_size: String(sizeBytes ?? 0),
    status: STATUSES[state],
    updated_at: new Date(updatedAt).toUTCString(),
  };
}
