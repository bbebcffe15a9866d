// A session as a source makes it, with what it logs and records within reach.
import { onTestFinished } from 'vitest';
import type * as z from 'zod';
import { WherryError } from '#engine/errors.ts';
import type { Log } from '#engine/log.ts';
import { createSftpSession, type SftpSession } from '#engine/sources/sftp-session.ts';
import { SftpSettings } from '#shared/sftp.ts';

/** The signal of an operation that nobody stops. */
export const never: AbortSignal = new AbortController().signal;

export interface Tried {
  session: SftpSession;
  lines: string[];
  trusted: Map<string, string>;
}

/** It is closed at the end of the test. `trusted` may be shared between sessions, as the data directory is. */
export function trySession(
  settings: Partial<z.input<typeof SftpSettings>>,
  { password = 'secret-word', trusted = new Map<string, string>() } = {},
): Tried {
  const lines: string[] = [];
  const session = createSftpSession(
    SftpSettings.parse({ host: '127.0.0.1', username: 'wherry', password: 'sftp-password', ...settings }),
    {
      log: logTo(lines),
      secret: () => password,
      hostKeys: {
        get: (host, port) => trusted.get(`${host}:${port}`) ?? null,
        trust: (host, port, fingerprint) => void trusted.set(`${host}:${port}`, fingerprint),
      },
    },
  );
  onTestFinished(() => session.close());
  return { session, lines, trusted };
}

function logTo(lines: string[]): Log {
  const write =
    (level: string) =>
    (message: string): void =>
      void lines.push(`${level} ${message}`);
  const log: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    about: () => log,
  };
  return log;
}

export const WHOLE = { offset: 0, sizeBytes: null as number | null };

export async function readAll(
  session: SftpSession,
  path: string,
  signal: AbortSignal = never,
  range = WHOLE,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of session.read(path, range, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The error that it ends with; fails where it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<WherryError> {
  const end = await promise.then(
    () => 'succeeded',
    (error: unknown) => error,
  );
  if (end instanceof WherryError) return end;
  throw new Error('did not end with a WherryError', { cause: end });
}
