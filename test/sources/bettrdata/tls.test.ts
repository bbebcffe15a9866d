import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { createCertificate } from '#test/servers/certificate.ts';
import { createTestClient, idle } from './source-context.ts';
import { type TestServer, answerJson, startTestServer } from './test-server.ts';

const get = { method: 'GET', path: '/datafile' } as const;
const certificate = createCertificate();

const startTlsServer = (): Promise<TestServer> =>
  startTestServer((_, response) => answerJson(response, ['reached']), certificate);

async function caFile(text: string): Promise<string> {
  const file = path.join(temporaryFolder(), 'ca.pem');
  await writeFile(file, text);
  return file;
}

test('b16: a certificate that nobody vouches for is refused before anything is sent, with a hint', async () => {
  const server = await startTlsServer();
  await expect(createTestClient({ baseUrl: server.url }).send(get, idle)).rejects.toMatchObject({
    code: 'certificate',
    kind: 'config',
    hint: expect.stringContaining('ca_file'),
  });
  expect(server.requests).toEqual([]);
});

test('b16: it is accepted where the rule names its authority', async () => {
  const server = await startTlsServer();
  const http = createTestClient({ baseUrl: server.url, caFile: await caFile(certificate.cert) });
  await expect(http.send(get, idle)).resolves.toEqual(['reached']);
});

test('b16: a certificate for another host is refused even then', async () => {
  const foreign = createCertificate('DNS:other.example');
  const server = await startTestServer((_, response) => answerJson(response, []), foreign);
  const http = createTestClient({ baseUrl: server.url, caFile: await caFile(foreign.cert) });
  await expect(http.send(get, idle)).rejects.toMatchObject({ code: 'certificate', kind: 'config' });
});

test('b16: the variable that switches the check off in Node does not switch it off here', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const server = await startTlsServer();
  await expect(createTestClient({ baseUrl: server.url }).send(get, idle)).rejects.toMatchObject({
    code: 'certificate',
  });
});

test.each([
  ['that is not there', null],
  ['without a certificate in it', 'no PEM'],
  ['with a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
])('a ca_file %s is told by name', async (_, text) => {
  const server = await startTlsServer();
  const file = text === null ? path.join(temporaryFolder(), 'missing.pem') : await caFile(text);
  await expect(createTestClient({ baseUrl: server.url, caFile: file }).send(get, idle)).rejects.toMatchObject({
    code: 'ca-file',
    kind: 'config',
    message: expect.stringContaining(file),
  });
});
