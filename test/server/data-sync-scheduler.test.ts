// The routes of the Data-Sync-Scheduler as its clients use them: a real `wherry serve` and a real S3 server.
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { S3_KEYS, type S3Server, startS3 } from '#test/servers/s3.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { wherry } from '#test/helpers/wherry.ts';
import { startServe } from './start-serve.ts';

interface Given {
  status: number;
  /** Of the answer, in their order. */
  text: string;
  value: any; // oxlint-disable-line typescript/no-explicit-any -- what a client sees
}

interface Session {
  server: S3Server;
  folder: string;
  serve: Awaited<ReturnType<typeof startServe>>;
  /** @param body text is sent as it is */
  ask(method: string, path: string, body?: unknown, type?: string): Promise<Given>;
  create(body: unknown): Promise<Given>;
}

async function startSession(dataDirectory?: string, given?: { server: S3Server; folder: string }): Promise<Session> {
  const server = given?.server ?? (await startS3());
  if (!given) onTestFinished(() => server.stop());
  const folder = given?.folder ?? temporaryFolder();
  const envFile = path.join(folder, '.env');
  // As the seed's, with its spaces; AWS_ENDPOINT_URL_S3 is the SDK's own.
  fs.writeFileSync(
    envFile,
    [
      'DB_URL="sqlite:///sync_jobs.db"',
      `DOWNLOAD_ROOT_FOLDER = "${path.join(folder, 'download')}"`,
      'DB_ROWS_RETRIEVAL_LIMIT = 1000',
      'RETRY_COUNT = 3',
      'RETRY_DELAY = 1',
      'RETRY_BACKOFF = 2',
      'S3_CHUNK_SIZE = 10 * 1024 * 1024',
      'AWS_REGION = us-east-1',
      `AWS_ACCESS_KEY_ID = ${S3_KEYS.accessKeyId}`,
      `AWS_SECRET_ACCESS_KEY = ${S3_KEYS.secretAccessKey}`,
      `AWS_ENDPOINT_URL_S3 = ${server.endpoint}`,
    ].join('\n'),
  );
  const serve = await startServe({ ...(dataDirectory && { dataDirectory }), args: ['--env-file', envFile] });
  const base = `${serve.file.url}api/v1`;
  async function ask(method: string, to: string, body?: unknown, type = 'application/json'): Promise<Given> {
    const response = await fetch(base + to, {
      method,
      headers: { authorization: `Bearer ${serve.file.token}`, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, value: JSON.parse(text) };
  }
  return { server, folder, serve, ask, create: (body) => ask('POST', '/scheduler/create_job', body) };
}

const JOB = {
  connector_type: 'S3',
  job_name: 'test_job',
  schedule: 'quinqueminutely',
  connector_config: { bucket_name: 'files', prefix: 'Documents' },
};
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;

test("the seed's own session: create, list, run, objects by pages, delete", async () => {
  const { server, folder, serve, ask, create } = await startSession();
  await server.put('Documents/10840-002.pdf', Buffer.alloc(14_149));
  await server.put('Documents/image-1.jpg', Buffer.from('picture'));
  await server.put('Documents/empty/', Buffer.alloc(0));
  await server.put('elsewhere.txt', Buffer.from('not in the prefix'));

  const created = await create(JOB);
  expect(created).toMatchObject({ status: 200, value: { message: 'Job scheduled successfully' } });
  const jobId = String(created.value.job_id);
  expect(jobId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(created.text).toBe(`{"job_id":"${jobId}","message":"Job scheduled successfully"}\n`);

  const listed = await ask('GET', '/scheduler/list_jobs');
  expect(listed.value).toEqual({
    jobs: [
      {
        connector_config: { bucket_name: 'files', prefix: 'Documents' },
        connector_type: 'S3',
        created_at: expect.stringMatching(HTTP_DATE),
        job_id: jobId,
        job_name: 'test_job',
        job_status: 'SCHEDULED',
        schedule: 'quinqueminutely',
        updated_at: expect.stringMatching(HTTP_DATE),
      },
    ],
  });
  expect((await ask('GET', `/scheduler/list_jobs?job_id=%20${jobId}%20`)).text).toBe(
    `{"job":{"connector_config":{"bucket_name":"files","prefix":"Documents"},"connector_type":"S3","job_id":"${jobId}","job_name":"test_job","schedule":"quinqueminutely"}}\n`,
  );

  const empty = await ask('GET', `/jobs/${jobId}/objects`);
  expect(empty.value).toEqual({ limit: 10, objects: [], offset: 0, total_objects: 0 });
  await serve.call('rule.run', { ruleId: jobId });
  const objects = await ask('GET', `/jobs/${jobId}/objects?limit=2&offset=1`);
  expect(objects.value).toEqual({
    limit: 2,
    objects: [
      {
        created_at: expect.stringMatching(HTTP_DATE),
        id: 2,
        job_id: jobId,
        last_position: '0',
        local_full_path: '',
        object_key: 'Documents/empty/',
        object_size: '0',
        status: 'SKIPPED',
        updated_at: expect.stringMatching(HTTP_DATE),
      },
      {
        created_at: expect.stringMatching(HTTP_DATE),
        id: 3,
        job_id: jobId,
        last_position: '7',
        local_full_path: path.join(folder, 'download', jobId, 'Documents', 'image-1.jpg'),
        object_key: 'Documents/image-1.jpg',
        object_size: '7',
        status: 'PROCESSED',
        updated_at: expect.stringMatching(HTTP_DATE),
      },
    ],
    offset: 1,
    total_objects: 3,
  });
  expect(fs.readFileSync(path.join(folder, 'download', jobId, 'Documents', 'image-1.jpg'), 'utf8')).toBe('picture');

  expect((await ask('DELETE', '/scheduler/delete_job', { job_id: `${jobId} ` })).text).toBe(
    '{"message":"Job deleted successfully"}\n',
  );
  expect(await ask('DELETE', '/scheduler/delete_job', { job_id: `${jobId} ` })).toMatchObject({
    status: 404,
    value: { message: 'Job not found' },
  });
  // Objects and files stay.
  expect((await ask('GET', `/jobs/${jobId}/objects`)).value.total_objects).toBe(3);
  expect(fs.existsSync(path.join(folder, 'download', jobId, 'Documents', 'image-1.jpg'))).toBe(true);
});

test('jobs and their schedules are there after a restart', async () => {
  const first = await startSession();
  const { job_id: jobId } = (await first.create(JOB)).value;
  first.serve.child.kill('SIGTERM');
  await first.serve.ended;
  const second = await startSession(first.serve.dataDirectory, first);
  expect((await second.ask('GET', '/scheduler/list_jobs')).value.jobs).toHaveLength(1);
  const [rule] = await second.serve.call('rule.list', {});
  expect(rule).toMatchObject({ ruleId: jobId, schedule: { kind: 'named', every: 'quinqueminutely' } });
  expect(rule!.nextRunAt).toBeGreaterThan(Date.now());
  expect(rule!.nextRunAt! - Date.now()).toBeLessThanOrEqual(300_000);
});

const CONFIG = { bucket_name: 'files' };
const REFUSED: [what: string, body: unknown, message: string][] = [
  ['a short name', { ...JOB, job_name: ' ab ' }, 'Invalid job name, must be between 3 and 25 characters'],
  ['a long name', { ...JOB, job_name: 'a'.repeat(26) }, 'Invalid job name, must be between 3 and 25 characters'],
  ['a name that is a number', { ...JOB, job_name: 12345 }, 'Invalid job name, must be between 3 and 25 characters'],
  ['another connector', { ...JOB, connector_type: 'gcs' }, "Invalid connector type, supported one: ['S3']"],
  [
    'another schedule',
    { ...JOB, schedule: 'yearly' },
    "Invalid schedule, supported one: ['quinqueminutely', 'decaminutely', 'half-hourly', 'hourly', 'daily', 'weekly', 'monthly']",
  ],
  ['an empty config', { ...JOB, connector_config: {} }, 'Invalid connector config, must be a non-empty dictionary'],
  [
    'a config that is a list',
    { ...JOB, connector_config: [1] },
    'Invalid connector config, must be a non-empty dictionary',
  ],
  ['nothing', {}, "Missing keys: 'connector_config', 'connector_type', 'job_name', 'schedule'"],
  ['one key too few', { ...JOB, schedule: undefined }, "Missing key: 'schedule'"],
  [
    'one key too many',
    { job_name: 'abc', connector_type: 's3', schedule: 'DAILY', connector_config: CONFIG, extra: "it's" },
    `Wrong key 'extra' in {'job_name': 'abc', 'connector_type': 's3', 'schedule': 'DAILY', 'connector_config': {'bucket_name': 'files'}, 'extra': "it's"}`,
  ],
  ['a list', [], "[] should be instance of 'dict'"],
];

test('what is not taken is told in the words that clients know', async () => {
  const { ask, create } = await startSession();
  for (const [what, body, message] of REFUSED) {
    expect(await create(body), what).toMatchObject({ status: 400, value: { message } });
  }
  for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
    expect(await ask('POST', '/scheduler/create_job', '{"job', type), type).toMatchObject({
      status: 500,
      value: { message: 'Internal Server Error, Unable to schedule the job' },
    });
  }
  expect(await ask('GET', '/scheduler/list_jobs?job_id=unknown')).toMatchObject({
    status: 404,
    value: { message: 'Job not found' },
  });
  expect(await ask('GET', '/jobs/not-a-uuid/objects')).toMatchObject({
    status: 400,
    value: { error: 'job_id must be a valid UUID string' },
  });
  const unknown = '/jobs/9c747033-dc77-4f32-9f90-aa7cf665ad7f/objects';
  expect(await ask('GET', `${unknown}?limit=-1`)).toMatchObject({
    status: 400,
    value: { error: 'Invalid limit or offset' },
  });
  expect((await ask('GET', `${unknown}?limit=many`)).value).toEqual({
    limit: 10,
    objects: [],
    offset: 0,
    total_objects: 0,
  });
  expect(await ask('DELETE', '/scheduler/delete_job', {})).toMatchObject({
    status: 400,
    value: { message: 'Invalid job ID' },
  });
});

test('names and schedules are taken as they were: trimmed, in any case', async () => {
  const { ask, create } = await startSession();
  expect(
    await create({ ...JOB, job_name: '  nightly  ', connector_type: ' s3 ', schedule: ' Half-Hourly ' }),
  ).toMatchObject({ status: 200 });
  expect((await ask('GET', '/scheduler/list_jobs')).value.jobs[0]).toMatchObject({
    job_name: 'nightly',
    schedule: 'half-hourly',
  });
});

test('what its author lists as next: cron, update a job, delete several', async () => {
  const { ask, create, serve } = await startSession();
  const { job_id: jobId } = (await create({ ...JOB, schedule: '*/15 * * * *' })).value;
  const other = (await create(JOB)).value.job_id;
  expect(await create({ ...JOB, schedule: '99 * * * *' })).toMatchObject({ status: 400 });
  const update = { job_id: jobId, job_name: 'renamed', schedule: 'daily' };
  expect(await ask('PUT', '/scheduler/update_job', update)).toMatchObject({
    status: 200,
    value: { message: 'Job updated successfully' },
  });
  expect((await ask('GET', `/scheduler/list_jobs?job_id=${jobId}`)).value.job).toMatchObject({
    job_name: 'renamed',
    schedule: 'daily',
    connector_config: JOB.connector_config,
  });
  const both = { job_ids: [jobId, other, 'unknown'] };
  expect((await ask('DELETE', '/scheduler/delete_jobs', both)).value).toEqual({
    deleted: [jobId, other],
    message: 'Jobs deleted successfully',
    not_found: ['unknown'],
  });
  expect(await serve.call('rule.list', {})).toEqual([]);
});

test('a job without bucket_name is taken, and fails when it runs', async () => {
  const { create, serve } = await startSession();
  const { job_id: ruleId } = (await create({ ...JOB, connector_config: { prefix: 'x' } })).value;
  const { run: ended } = await serve.call('rule.run', { ruleId });
  expect(ended).toMatchObject({ state: 'failed', error: expect.stringContaining('bucket_name') });
});

test('keys in a config are refused: they would be shown with the job', async () => {
  const { ask, create } = await startSession();
  const config = { bucket_name: 'files', aws_secret_access_key: 'sehr-geheim' };
  const { status, value } = await create({ ...JOB, connector_config: config });
  expect([status, value.message]).toEqual([400, expect.stringContaining('aws_secret_access_key')]);
  expect((await ask('GET', '/scheduler/list_jobs?job_id=a&job_id=b')).status).toBe(404);
  expect((await ask('GET', '/scheduler/list_jobs')).value).toEqual({ jobs: [] });
});

test('variables that make no sense are told before anything is served', async () => {
  const envFile = path.join(temporaryFolder(), '.env');
  fs.writeFileSync(envFile, 'S3_CHUNK_SIZE = __import__("os").system("id")\nRETRY_COUNT = none\n');
  const { code, stderr } = await wherry([
    'serve',
    '--port',
    '0',
    '--data-dir',
    temporaryFolder(),
    '--env-file',
    envFile,
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain('RETRY_COUNT = none, S3_CHUNK_SIZE = __import__("os").system("id")');
});
