// The built renderer as answers: for HTTP by server.ts, for app:// by the shell. Knows neither. Nothing of it is secret,
// and no path leaves the renderer's folder.
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageAnswer {
  status: 200 | 404;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** Where the build puts it: seen from the sources (electron/server); the shell, which is bundled, passes its own. */
export const BUILT_RENDERER = fileURLToPath(new URL('../../dist/app/renderer', import.meta.url));

const NONCE_PLACE = '__CSP_NONCE__';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** What every answer carries, also those of the API. */
export const GUARD_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), usb=()',
};

/** @param directory of the built renderer @param urlPath as it stands in the URL, percent-encoded; `/` is index.html */
export async function answerPage(directory: string, urlPath: string): Promise<PageAnswer> {
  const name = nameOf(urlPath);
  const file = name === null ? null : await readWithin(directory, name);
  if (name === null || file === null) return notFound(name === 'index.html');
  const nonce = randomBytes(18).toString('base64');
  const isIndex = name === 'index.html';
  const headers = {
    ...GUARD_HEADERS,
    'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
    'content-security-policy': policy(nonce),
    // What lies in assets/ has a hash of its content in its name.
    'cache-control': isIndex ? 'no-store' : name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache',
  };
  return { status: 200, headers, body: isIndex ? withNonce(file, nonce) : file };
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Relative, with `/` between the parts. Null: it can be no file of ours. */
function nameOf(urlPath: string): string | null {
  if (urlPath === '/' || urlPath === '') return 'index.html';
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  const parts = decoded.replace(/^\//, '').split('/');
  return parts.every((part) => /^[\w@-][\w.@ -]*$/.test(part)) ? parts.join('/') : null;
}

/** Null: there is no such file, or a link leads out of the folder. */
async function readWithin(directory: string, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const [root, file] = await Promise.all([realpath(directory), realpath(path.join(directory, name))]);
    return file.startsWith(root + path.sep) ? new Uint8Array(await readFile(file)) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.has(error.code)) return null;
    throw error;
  }
}
const NOT_THERE = new Set<unknown>(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

function withNonce(html: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(Buffer.from(html).toString('utf8').replaceAll(NONCE_PLACE, nonce)));
}

function notFound(isIndex: boolean): PageAnswer {
  const text = isIndex ? 'The pages of Wherry are not built yet: npm run build\n' : 'There is nothing here.\n';
  const headers = { ...GUARD_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 404, headers, body: new Uint8Array(Buffer.from(text)) };
}
