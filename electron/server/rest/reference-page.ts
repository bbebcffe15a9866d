// The REST API as a page that one can read: no script, one style sheet of its own, nothing from elsewhere.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { GUARD_HEADERS } from '../page.ts';
import { openApi, type Operation } from './openapi.ts';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d7dee2, #2b3a41); --dim: light-dark(#5a676e, #9db0b8); --accent: light-dark(#0d6584, #6ec3dd); }
html { background: light-dark(#fff, #11191d); color: light-dark(#16242b, #e6edf0); }
body { font: 15px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
p { color: var(--dim); } code, pre { font: 13px/1.5 ui-monospace, monospace; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; }
summary { padding: .5rem .75rem; cursor: pointer; } summary span { color: var(--dim); }
summary b { color: var(--accent); display: inline-block; width: 4.5rem; font: 600 13px ui-monospace, monospace; }
summary code { margin-right: .75rem; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
pre { margin: 0; padding: .75rem; border-top: 1px solid var(--line); overflow: auto; max-height: 24rem; }
a { color: var(--accent); }
`;

const TITLES: Readonly<Record<string, string>> = {
  rule: 'Rules',
  job: 'Jobs',
  file: 'Files',
  run: 'Runs',
  log: 'Log',
  app: 'Application',
  settings: 'Settings',
  demo: 'Demo',
  editor: 'While a rule is edited',
};

/** At /api-reference; needs no token, since it tells nothing of this installation. */
export function addReferencePage(app: FastifyInstance, version: string): void {
  const html = pageOf(version);
  const style = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${style}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  app.get('/api-reference', (_, reply) =>
    reply
      .headers(GUARD_HEADERS)
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html),
  );
}

function pageOf(version: string): string {
  const { info, paths } = openApi(version);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const parts = tags.map((tag) => {
    const shown = operations.filter(({ operation }) => operation.tags.includes(tag));
    return `<h2>${escape(TITLES[tag] ?? tag)}</h2>${shown.map(({ path, method, operation }) => entry(path, method, operation)).join('')}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Wherry: REST API</title><style>${STYLE}</style>
<h1>Wherry ${escape(version)}: REST API</h1>
<p>${escape(info.description)}</p>
<p>Each request needs the header <code>Authorization: Bearer …</code>; the token is what “wherry serve” prints, and in
server.json of the data directory. For programs: <code>GET /api/openapi.json</code>.</p>
${parts.join('\n')}</html>`;
}

function entry(path: string, method: string, operation: Operation): string {
  const { summary, parameters, requestBody, responses } = operation;
  const told = { ...(parameters && { parameters }), ...(requestBody && { requestBody }), responses };
  return `<details><summary><b>${method}</b> <code>/api/v1${escape(path)}</code> <span>${escape(summary)}</span></summary>
<pre tabindex="0">${escape(JSON.stringify(told, null, 2))}</pre></details>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
