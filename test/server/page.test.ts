// The pages as answers, by themselves and over HTTP.
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerPage } from '#server/page.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { serverHere } from './server-here.ts';

const SECRET = 'what lies beside the pages';

/** A renderer's folder with a secret beside it and links to that. */
function builtPages(): string {
  const around = temporaryFolder();
  const pages = path.join(around, 'renderer');
  fs.mkdirSync(path.join(pages, 'assets'), { recursive: true });
  fs.mkdirSync(path.join(around, 'renderer-beside'));
  for (const name of ['secret', 'renderer/.secret', 'renderer-beside/secret'])
    fs.writeFileSync(path.join(around, name), SECRET);
  fs.writeFileSync(path.join(pages, 'index.html'), '<meta nonce="__CSP_NONCE__"><title>Wherry</title>');
  fs.writeFileSync(path.join(pages, 'assets/index-Ab_1.js'), 'export {};');
  fs.symlinkSync(path.join(around, 'secret'), path.join(pages, 'link.txt'));
  fs.symlinkSync(around, path.join(pages, 'up'));
  return pages;
}

const textOf = (body: Uint8Array) => Buffer.from(body).toString();

test('the page comes with a policy whose nonce is in it, another one each time', async () => {
  const pages = builtPages();
  const answers = [await answerPage(pages, '/'), await answerPage(pages, '/index.html')];
  const nonces = answers.map(({ headers }) => /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1]);
  expect(answers.map(({ body }) => textOf(body))).toEqual(
    nonces.map((nonce) => `<meta nonce="${nonce}"><title>Wherry</title>`),
  );
  expect(new Set(nonces).size).toBe(2);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w+/]{24}$/);
});

test('scripts, connections and fonts are of our own origin only, nothing else is loaded, nobody frames it', async () => {
  const { headers } = await answerPage(builtPages(), '/');
  const policy = headers['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
    expect(policy.split('; ')).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('the page itself is never cached, what has its hash in its name always', async () => {
  const pages = builtPages();
  expect((await answerPage(pages, '/')).headers['cache-control']).toBe('no-store');
  const { headers } = await answerPage(pages, '/assets/index-Ab_1.js');
  expect([headers['cache-control'], headers['content-type']]).toEqual([
    'max-age=31536000, immutable',
    'text/javascript; charset=utf-8',
  ]);
});

test('where nothing is built, the page says what to do', async () => {
  const { status, body } = await answerPage(path.join(temporaryFolder(), 'missing'), '/');
  expect([status, textOf(body)]).toEqual([404, 'The pages of Wherry are not built yet: npm run build\n']);
});

const steps = fc.oneof(
  fc.constantFrom('..', '.', '', 'secret', 'up', 'link.txt', 'assets', '.secret', 'renderer-beside', 'index.html'),
  fc.constantFrom(
    '%2e%2e',
    '%2E.',
    '..%2f',
    '%5c',
    String.raw`..\..`,
    '%00',
    '%',
    '%c0%ae',
    'C:',
    'index.html%00',
    '//',
  ),
  fc.string({ maxLength: 8 }),
);
const paths = fc
  .tuple(
    fc.constantFrom('/', '//', '', '/assets/', '/%2f'),
    fc.array(steps, { maxLength: 8 }),
    fc.constantFrom('/', '%2f', '\\'),
  )
  .map(([start, parts, separator]) => start + parts.join(separator));

test('no path leaves the folder of the pages', async () => {
  const pages = builtPages();
  await fc.assert(
    fc.asyncProperty(paths, async (urlPath) => {
      const { status, body } = await answerPage(pages, urlPath);
      expect(textOf(body)).not.toContain(SECRET);
      expect([200, 404]).toContain(status);
    }),
    { numRuns: 3_000 },
  );
});

test('over HTTP, too: the page without a token, and nothing beside it', async () => {
  const { ask } = await serverHere({ pages: builtPages() });
  const page = await ask('/?anything', { token: null });
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  for (const urlPath of [
    '/../secret',
    '/%2e%2e/secret',
    '/up/secret',
    '/link.txt',
    '/.secret',
    '/assets',
    '/..%2fsecret',
  ]) {
    const { status, body } = await ask(urlPath, { token: null });
    expect([urlPath, status, body.includes(SECRET)]).toEqual([urlPath, 404, false]);
  }
});
