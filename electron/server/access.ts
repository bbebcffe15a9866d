// Who may ask. The token proves a person of this machine; Host and Origin keep web pages of others out, also those whose
// name points here (DNS rebinding). Pure: headers in, the refusal out.
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import os from 'node:os';
import type { ErrorData } from '#shared/error.ts';

export interface Refusal {
  status: 401 | 403;
  error: ErrorData;
}

/** Where we listen. `host` is an address or a name; the port is known after listening. */
export interface Listening {
  host: string;
  port: number;
}

/** Null: it may pass. Asked of every request, also of those that need no token. */
export function refuseForeign(
  { host, origin }: { host?: string | undefined; origin?: string | undefined },
  listening: Listening,
): Refusal | null {
  if (host === undefined || !isOurHost(host, listening)) {
    return refusal(403, 'foreign-host', 'this name is not one of ours', 'Open Wherry by the address that it prints.');
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return refusal(
      403,
      'foreign-origin',
      'a page of another site has asked',
      'Open Wherry by the address that it prints.',
    );
  }
  return null;
}

/** Null: it is the token. Takes the same time for every wrong one. */
export function refuseWithoutToken(authorization: string | undefined, token: string): Refusal | null {
  const given = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1];
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return null;
  return refusal(
    401,
    'token-refused',
    given === undefined ? 'the token is missing' : 'the token is not the one of this Wherry',
    'It is in the address that "wherry serve" prints, and in server.json of the data directory.',
  );
}

/**
 * On the loopback only its own names pass. Elsewhere any address passes, since nobody can point an address elsewhere,
 * and of names those that we were given.
 */
function isOurHost(hostHeader: string, { host, port }: Listening): boolean {
  const name = hostHeader.toLowerCase();
  if (isLoopback(host)) return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(name);
  const bare = name.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) !== 0 || ['localhost', host.toLowerCase(), os.hostname().toLowerCase()].includes(bare);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refusal(status: Refusal['status'], code: string, message: string, hint: string): Refusal {
  return { status, error: { code, message, kind: 'config', hint } };
}
