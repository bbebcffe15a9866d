// Against an API that shares no code with ours, by HTTPS, with a login and without PUT.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { createBettrDataSource } from '#engine/sources/bettrdata.ts';
import { BettrDataSettings } from '#shared/source.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { createCertificate } from '#test/servers/certificate.ts';
import { startForeignApi } from '#test/servers/foreign-api.ts';
import { createSourceContext, idle } from './source-context.ts';

const LOGIN = { kind: 'login', username: 'op', clientId: 'client' } as const;

test('b1-b5, b12, b16-b19: list, claim and report against an instance that is not ours', async () => {
  const certificate = createCertificate();
  const caFile = path.join(temporaryFolder(), 'ca.pem');
  await writeFile(caFile, certificate.cert);
  const records = [
    demoFile('new "ü" + 100%.csv', 'abc', { _id: 'new', attributes: { a: 1, b: { c: 2 } } }).record,
    demoFile('done.csv', 'abc', { _id: 'done', attributes: { client_status: 'SUCCESS' } }).record,
    demoFile('virtual.csv', '', { _id: 'virtual', virtual: true }).record,
  ];
  const api = await startForeignApi(records, {
    auth: { ...LOGIN, password: 'pässword', expiresInSeconds: 3_600 },
    methods: ['PATCH'],
    certificate,
  });
  onTestFinished(() => api.stop());
  const settings = BettrDataSettings.parse({
    kind: 'bettrdata',
    baseUrl: `${api.url}/`,
    auth: { ...LOGIN, password: 'login-password' },
    caFile,
    query: {
      where: {
        'attributes.client_status': { $exists: false },
        $or: [{ fileName: 'new "ü" + 100%.csv' }, { virtual: true }],
      },
      projection: { alias: 1, 'route.host': 1 },
    },
    sftp: { host: 'unused', username: 'unused', password: null },
    errorAttribute: 'client_error',
  });
  const source = createBettrDataSource(settings, createSourceContext({ 'login-password': 'pässword' }));
  onTestFinished(() => source.close());

  for await (const { files, problems } of source.list(idle)) {
    expect(problems).toEqual([]);
    expect(files.map(({ externalId, skip }) => [externalId, skip])).toEqual([
      ['new', null],
      ['virtual', 'virtual'],
    ]);
    expect(files[0]).toMatchObject({ sizeBytes: 3, meta: { route: { directory: '/upload/' } } });
    await expect(source.claim(files[0]!, false, idle)).resolves.toBe('claimed');
    await source.report(files[0]!, { outcome: 'failed', error: 'download: no' }, idle);
  }

  const [written, ...others] = await api.records();
  expect(written?.['attributes']).toEqual({
    a: 1,
    b: { c: 2 },
    client_status: 'FAILED',
    client_error: 'download: no',
  });
  expect(others).toEqual(records.slice(1));
  const requests = await api.requests();
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /auth/token',
    'GET /datafile',
    'GET /datafile/new',
    'PUT /datafile/new',
    'PATCH /datafile/new',
    'GET /datafile/new',
    'PATCH /datafile/new',
  ]);
  expect(requests[1]?.query).toMatchObject({ limit: '50', skip: '0', sort: '{"createDate":1}' });
});
