// REST over the one contract: routes and OpenAPI agree with it, and whatever is sent gets an answer that they allow.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { API } from '#shared/api.ts';
import { ErrorData } from '#shared/error.ts';
import { type OpenApi, openApi } from '#server/rest/openapi.ts';
import { CALLS } from '#server/rest/rest.ts';
import { pathFields, REST_ROUTES } from '#server/rest/routes.ts';
import { exampleRule } from '#test/host/example-rule.ts';
import { hostHere } from '#test/host/host-here.ts';
import { IS_WHOLE } from '#test/helpers/sample.ts';
import { type Asked, serverHere } from './server-here.ts';
import { valueFor } from './schema-values.ts';

const DOCUMENT = openApi('1.2.3');

async function startHere() {
  const host = await hostHere();
  await host.call('rule.save', { rule: exampleRule(), secrets: {}, isEnabled: false, who: 'a test' });
  const server = await serverHere({ engine: host.host });
  return {
    ...server,
    host,
    async rest(method: string, path: string, asked: Asked = {}) {
      const { status, body, headers } = await server.ask(`/api/v1${path}`, { method, ...asked });
      return { status, headers, value: JSON.parse(body) as unknown };
    },
  };
}

describe('the routes', () => {
  test('are one for each call, none twice, and what stands in a path is a field of its input', () => {
    expect(Object.keys(REST_ROUTES).toSorted()).toEqual([...CALLS].toSorted());
    const places = Object.values(REST_ROUTES).map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(places).size).toBe(places.length);
    for (const name of CALLS) {
      const { shape } = API[name].input as z.ZodObject;
      for (const field of pathFields(REST_ROUTES[name].path)) expect(Object.keys(shape), name).toContain(field);
    }
  });
});

describe('the document', () => {
  test('describes every route, and every reference in it leads somewhere', () => {
    const described = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      Object.values(REST_ROUTES)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    const references = [...JSON.stringify(DOCUMENT).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(40);
    for (const [, kind, name] of references) {
      expect(Object.keys(DOCUMENT.components[kind as 'schemas' | 'responses']), name).toContain(name);
    }
    expect(JSON.stringify(DOCUMENT)).not.toContain('#/$defs/');
  });

  test('is served, and told to people as a page without a script that needs no token', async () => {
    const { ask } = await startHere();
    const { status, body } = await ask('/api/openapi.json');
    expect([status, (JSON.parse(body) as OpenApi).openapi]).toEqual([200, '3.1.0']);
    expect((await ask('/api/openapi.json', { token: null })).status).toBe(401);
    const page = await ask('/api-reference', { token: null });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.body).not.toContain('<script');
    for (const { path } of Object.values(REST_ROUTES)) expect(page.body).toContain(`/api/v1${path}`);
  });
});

describe('a request', () => {
  test('is answered with the value itself; an error with the status that says the same', async () => {
    const { rest } = await startHere();
    expect(await rest('GET', '/rules')).toMatchObject({ status: 200, value: [{ ruleId: expect.any(String) }] });
    expect(await rest('GET', '/rules/unknown')).toMatchObject({
      status: 404,
      value: { error: { code: 'no-such-rule' } },
    });
    expect(await rest('GET', '/files/17')).toMatchObject({ status: 404, value: { ok: false } });
    expect(await rest('PUT', '/rules', { body: { rule: {}, secrets: {}, isEnabled: true } })).toMatchObject({
      status: 422,
    });
    expect(await rest('PUT', '/rules', { body: {} })).toMatchObject({
      status: 400,
      value: { error: { code: 'invalid-input' } },
    });
    expect(await rest('POST', '/rules/x/pause', { body: '{"until":' })).toMatchObject({ status: 400 });
    expect((await rest('PATCH', '/rules')).headers['allow']).toBe('GET, PUT');
  });

  test('of a query: numbers, lists and what is left out are what they stand for; a slip is told', async () => {
    const { rest } = await startHere();
    const given = await rest(
      'GET',
      '/files?limit=5&offset=0&states=done&states=failed&sort={"by":"name","descending":false}',
    );
    expect(given).toMatchObject({ status: 200, value: { files: [], total: 0 } });
    expect(await rest('GET', '/files?limit=many&offset=0')).toMatchObject({ status: 400 });
    expect(await rest('GET', '/files?limit=5&offset=0&states=unheard')).toMatchObject({ status: 400 });
    expect(await rest('GET', '/log?limit=5&level=warn')).toMatchObject({ status: 200 });
    expect(await rest('GET', '/drafts/new?kind=s3')).toMatchObject({
      status: 200,
      value: { rule: { source: { kind: 's3' } } },
    });
  });

  test('changes by GET nothing, whatever is asked', async () => {
    const { rest, host } = await startHere();
    const before = [await host.call('settings.get', {}), await host.call('rule.list', {})];
    for (const [path, methods] of Object.entries(DOCUMENT.paths)) {
      if ('get' in methods) await rest('GET', path.replaceAll(/\{\w+\}/g, '1'));
    }
    expect([await host.call('settings.get', {}), await host.call('rule.list', {})]).toEqual(before);
  });

  /** They would reach for servers that a random rule names, or start one. */
  const NOT_TRIED = new Set([
    'demo.start',
    'demo.stop',
    'settings.testMail',
    'rule.checkDraft',
    'rule.previewDraft',
    'rule.check',
    'rule.preview',
    'rule.run',
  ]);

  test('with anything that its schema allows, and with anything at all, is answered as the document says', async () => {
    const { rest, reports } = await startHere();
    const names = CALLS.filter((name) => !NOT_TRIED.has(name));
    const request = fc.constantFrom(...names).chain((name) => {
      const { method, path } = REST_ROUTES[name];
      const operation = DOCUMENT.paths[path]![method.toLowerCase()]!;
      const body = operation.requestBody?.content['application/json']?.schema;
      return fc.record({
        name: fc.constant(name),
        params: fc.record(
          Object.fromEntries((operation.parameters ?? []).map((each) => [each.name, valueFor(each.schema, DOCUMENT)])),
        ),
        body: body === undefined ? fc.constant(undefined) : fc.oneof(valueFor(body, DOCUMENT), fc.jsonValue()),
      });
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ name, params, body }) => {
        const { method, path } = REST_ROUTES[name];
        const inPath = pathFields(path);
        const url = path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
          encodeURIComponent(String(params[field]) || 'x').slice(0, 80),
        );
        const query = new URLSearchParams(
          Object.entries(params)
            .filter(([field, value]) => !inPath.includes(field) && value !== null)
            .map(([field, value]) => [field, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
        );
        const { status, value } = await rest(
          method,
          `${url}${method === 'GET' ? `?${query.toString()}` : ''}`,
          body === undefined ? {} : { body },
        );
        if (status === 200) expect(API[name].output.safeParse(value).error, name).toBe(undefined);
        else {
          expect(ErrorData.safeParse((value as { error: unknown }).error).success, `${name}: ${status}`).toBe(true);
          expect(status, `${name}: ${JSON.stringify(value)}`).toBeLessThan(500);
        }
      }),
      { numRuns: IS_WHOLE ? 3_000 : 300 },
    );
    expect(reports).toEqual([]);
  });
});
