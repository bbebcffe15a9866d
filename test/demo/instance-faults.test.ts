import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';

let demo: DemoInstance;
beforeEach(async () => {
  demo = await startDemoInstance({ files: [demoFile('a.csv', '', { _id: 'a' })], auth: { kind: 'none' } });
});
afterEach(() => demo.stop());

const put = (signal: AbortSignal | null = null): Promise<Response> =>
  fetch(`${demo.apiUrl}/datafile/a`, { method: 'PUT', body: '{"attributes":{"s":1}}', signal });

test('an answer of one’s own replaces the request', async () => {
  demo.faults.http = ({ method }) =>
    method === 'PUT' ? { kind: 'answer', status: 429, headers: { 'Retry-After': '7' }, body: '<html>' } : null;
  const response = await put();
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '7', '<html>']);
  expect(demo.record('a')['attributes']).toEqual({});
  expect((await fetch(`${demo.apiUrl}/datafile/a`)).status).toBe(200);
});

test('a reset breaks the connection and changes nothing', async () => {
  demo.faults.http = () => ({ kind: 'reset' });
  await expect(put()).rejects.toThrow('fetch failed');
  expect(demo.record('a')['attributes']).toEqual({});
});

test('a lost answer breaks the connection after the change', async () => {
  demo.faults.http = () => ({ kind: 'lose-answer' });
  await expect(put()).rejects.toThrow('fetch failed');
  expect(demo.record('a')['attributes']).toEqual({ s: 1 });
});

test('a delay answers later; a hang never, until the instance stops', async () => {
  demo.faults.http = () => ({ kind: 'delay', ms: 50 });
  const before = performance.now();
  expect((await put()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(45);

  demo.faults.http = () => ({ kind: 'hang' });
  await expect(put(AbortSignal.timeout(100))).rejects.toThrow(/timeout/i);
  const hanging = put();
  const ended = expect(hanging).rejects.toThrow('fetch failed');
  await demo.stop();
  await ended;
  demo = await startDemoInstance();
});
