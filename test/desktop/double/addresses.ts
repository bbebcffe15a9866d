// Chromium loads no scheme that it does not know: app://host/x is https://host.app.double.invalid/x in the page.
// What the app itself is told is always its own address.
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

export const schemes = new Map<string, SchemeHandler>([['file', serveFile]]);

export const PAGE_PATTERN = 'https://*.double.invalid/*';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

export function schemeOf(url: string): string {
  return new URL(url).protocol.slice(0, -1);
}

export function toPageAddress(url: string): string {
  const scheme = schemeOf(url);
  if (!schemes.has(scheme)) return url;
  return url.replace(
    /^[^:]+:\/\/([^/?#]*)/,
    (_, host: string) => `https://${host || 'local'}.${scheme}.double.invalid`,
  );
}

export function fromPageAddress(url: string): string {
  const parts = /^https:\/\/(.*?)\.([^./]+)\.double\.invalid(.*)$/s.exec(url);
  if (!parts) return url;
  const [, host = '', scheme = '', rest = ''] = parts;
  return scheme === 'file' ? `file://${rest}` : `${scheme}://${host}${rest}`;
}

/** A CSP may name the app's own scheme ("app:"), which the page must understand. */
export function toPagePolicy(policy: string): string {
  return policy.replace(/(?<=^|[\s;])([a-z][a-z0-9+.-]*):(?=[\s;]|$)/g, (source, scheme: string) =>
    schemes.has(scheme) ? `https://*.${scheme}.double.invalid` : source,
  );
}

function serveFile(request: Request): Response {
  const file = fileURLToPath(request.url.replace(/[?#].*$/s, ''));
  if (!existsSync(file)) return new Response('', { status: 404 });
  const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
  return new Response(readFileSync(file), { headers: { 'content-type': type } });
}
