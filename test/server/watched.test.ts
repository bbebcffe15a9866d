// For those who watch from outside, and who is let in to the REST routes.
import { expect, test } from 'vitest';
import { metricsText } from '#server/metrics.ts';
import { exampleRule } from '#test/host/example-rule.ts';
import { hostHere } from '#test/host/host-here.ts';
import { serverHere } from './server-here.ts';

const GUARDED = [
  '/api/v1/rules',
  '/api/v1/files/counts',
  '/api/v1/scheduler/list_jobs',
  '/api/v1/jobs/9c747033-dc77-4f32-9f90-aa7cf665ad7f/objects',
  '/api/openapi.json',
  '/metrics',
];
const OPEN = ['/api', '/healthz', '/readiness', '/api-reference'];

test.each(GUARDED)('%s wants the token', async (path) => {
  const { ask } = await serverHere({ engine: (await hostHere()).host });
  expect((await ask(path)).status).toBe(200);
  for (const token of [null, 'another-token-of-thirty-two-letters!!']) {
    const { status, headers } = await ask(path, { token });
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
  }
  expect((await ask(path, { headers: { authorization: 'Basic dXNlcjpwYXNz' }, token: null })).status).toBe(401);
});

test.each([...GUARDED, ...OPEN])('%s is not for pages of others, nor for names that point here', async (path) => {
  const { ask } = await serverHere({ engine: (await hostHere()).host });
  expect((await ask(path, { headers: { origin: 'http://evil.example' } })).status).toBe(403);
  expect((await ask(path, { headers: { host: 'evil.example' } })).status).toBe(403);
});

test('nothing is changed by GET, also by the routes of jobs', async () => {
  const { ask } = await serverHere({ engine: (await hostHere()).host });
  for (const route of ['create_job', 'update_job', 'delete_job', 'delete_jobs']) {
    expect((await ask(`/api/v1/scheduler/${route}`)).status, route).toBe(404);
  }
  expect((await ask('/api/v1/rules/x/run')).status).toBe(405);
});

test('a probe needs no token: it lives, and it is ready while the store can be read', async () => {
  const { ask } = await serverHere();
  expect(await ask('/api', { token: null })).toMatchObject({ status: 200, body: 'Hello world!' });
  expect((await ask('/healthz', { token: null })).body).toBe('{"status":"ok"}');
  expect(await ask('/readiness', { token: null })).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  const broken = await serverHere({
    engine: {
      dispatch: async () => ({
        ok: false,
        error: { code: 'store-damaged', message: 'x', kind: 'internal', hint: null },
      }),
      subscribe: () => () => {},
    },
  });
  expect(await broken.ask('/readiness', { token: null })).toMatchObject({
    status: 503,
    body: '{"status":"not ready"}',
  });
  expect((await broken.ask('/healthz', { token: null })).status).toBe(200);
});

test('figures are told for each rule, whatever it is called', async () => {
  const { host, call } = await hostHere();
  const rule = exampleRule({ name: 'a "rule"\nwith \\ in it' });
  await call('rule.save', { rule, secrets: {}, isEnabled: false, who: 'a test' });
  const { ask } = await serverHere({ engine: host });
  const { body, headers } = await ask('/metrics');
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(body).toContain('wherry_files{state="done"} 0\n');
  expect(body).toMatch(
    /^wherry_rule_able\{rule="a \\"rule\\"\\nwith \\\\ in it",id="a-rule-with-in-it-[0-9a-f]{8}"\} 0$/m,
  );
  for (const line of body.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    expect(line).toMatch(/^[a-z_]+(\{[a-z]+="(\\.|[^"\\])*"(,[a-z]+="(\\.|[^"\\])*")*\})? -?\d+(\.\d+)?$/);
  }
});

test('a rule that has never run has no figures about runs', () => {
  expect(metricsText([], { ready: 1 } as Parameters<typeof metricsText>[1])).not.toContain('last_run_succeeded{');
});
