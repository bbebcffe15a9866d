// The ping after a run, against a real HTTP server.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Log } from '#engine/log.ts';
import { createHeartbeat, type HeartbeatOptions } from '#engine/notifiers/heartbeat.ts';
import type { Run } from '#shared/run.ts';

interface Ping {
  method: string;
  path: string;
  body: string;
}

async function watcher(answer: () => number = () => 200) {
  const pings: Ping[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      pings.push({ method: request.method!, path: request.url!, body });
      response.writeHead(answer(), { location: '/elsewhere' }).end('OK');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a TCP server
  const { port } = server.address() as AddressInfo;
  return { pings, base: `http://127.0.0.1:${port}` };
}

function heartbeat(options: Pick<HeartbeatOptions, 'url'> & Partial<HeartbeatOptions>) {
  const lines: string[] = [];
  const note = (message: string) => void lines.push(message);
  const log: Log = { debug: note, info: note, warn: note, error: note, about: () => log };
  const defaults = { failUrl: null, method: 'get' as const, rule: 'orders', log, redact: (text: string) => text };
  return { ...createHeartbeat({ ...defaults, ...options }), lines };
}

function run(state: Run['state']): Run {
  const counts = { listed: 3, succeeded: 2, failed: 1, waiting: 0 };
  return { id: 7, ruleId: 'r', state, startedAt: 0, endedAt: 1_000, ...counts, error: null, warning: null };
}

test('a run that succeeded asks the address once, query and all', async () => {
  const { pings, base } = await watcher();
  await heartbeat({ url: `${base}/ping/t0ken?status=up` }).ping(run('succeeded'));
  expect(pings).toEqual([{ method: 'GET', path: '/ping/t0ken?status=up', body: '' }]);
});

test.each(['partial', 'failed', 'cancelled', 'interrupted'] as const)(
  'a run that is %s does not ask it',
  async (state) => {
    const { pings, base } = await watcher();
    await heartbeat({ url: `${base}/ping` }).ping(run(state));
    expect(pings).toEqual([]);
  },
);

test('a run with a failure asks the address for failures, one that was stopped none', async () => {
  const { pings, base } = await watcher();
  const { ping } = heartbeat({ url: `${base}/ping`, failUrl: `${base}/ping/fail` });
  for (const state of ['partial', 'failed', 'cancelled'] as const) await ping(run(state));
  expect(pings.map(({ path }) => path)).toEqual(['/ping/fail', '/ping/fail']);
});

test('a POST brings rule, state, counts and times', async () => {
  const { pings, base } = await watcher();
  await heartbeat({ url: `${base}/ping`, method: 'post' }).ping(run('succeeded'));
  expect(JSON.parse(pings[0]!.body)).toEqual({
    rule: 'orders',
    run: 7,
    state: 'succeeded',
    succeeded: 2,
    failed: 1,
    waiting: 0,
    startedAt: '1970-01-01T00:00:00.000Z',
    endedAt: '1970-01-01T00:00:01.000Z',
  });
});

test('b70: a watcher that is away is told once, without the address, and once that it works again', async () => {
  let status = 503;
  const { base } = await watcher(() => status);
  const { ping, lines } = heartbeat({ url: `${base}/ping/t0ken` });
  for (let times = 0; times < 3; times++) await ping(run('succeeded'));
  expect(lines).toEqual([expect.stringContaining('127.0.0.1 answered 503')]);
  status = 200;
  for (let times = 0; times < 2; times++) await ping(run('succeeded'));
  expect(lines.slice(1)).toEqual(['the heartbeat works again']);
  expect(lines.join('\n')).not.toContain('t0ken');
});

test('a redirect is not followed but told', async () => {
  const { pings, base } = await watcher(() => 301);
  const { ping, lines } = heartbeat({ url: `${base}/ping` });
  await ping(run('succeeded'));
  expect(pings).toHaveLength(1);
  expect(lines).toEqual([expect.stringContaining('answered 301')]);
});

test('a host that does not exist or refuses is a warning, never an error of the run', async () => {
  for (const url of ['http://127.0.0.1:1/t0ken', 'http://heartbeat.invalid/t0ken']) {
    const { ping, lines } = heartbeat({ url });
    await ping(run('succeeded'));
    expect(lines).toEqual([expect.stringMatching(/^the heartbeat could not be sent: \S.*told once until it works$/)]);
    expect(lines[0]).not.toContain('t0ken');
  }
});
