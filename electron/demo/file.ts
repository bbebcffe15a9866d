// A file of the demo instance: its record as BettrData documents it, and its bytes.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Json, JsonObject } from '#shared/json.ts';

/** Secrets that every record carries, as the real service's do; they must turn up nowhere on our side. */
export const ROUTE_PASSWORD = 'demo-route-password';
export const ARCHIVE_PASSWORD = 'demo-archive-password';

export interface DemoFile {
  /** What the API answers; need not be well-formed. */
  record: JsonObject;
  /** What SFTP serves; null: there is no such file. May be replaced at any time. */
  content: Uint8Array | null;
  /** Absolute on the SFTP server; null: the record's `route.directory` and `fileName`. */
  path: string | null;
  /** Epoch ms. */
  modifiedAt: number;
}

/** A file as BettrData would have it after indexing; `record` replaces top-level fields (`undefined` removes one). */
export function demoFile(
  fileName: string,
  content: string | Uint8Array,
  record: { [field: string]: Json | undefined } = {},
): DemoFile {
  const bytes = Buffer.from(content);
  const whole = describe(fileName, bytes);
  for (const [field, value] of Object.entries(record)) {
    if (value === undefined) delete whole[field];
    else whole[field] = value;
  }
  return {
    record: whole,
    content: bytes,
    path: null,
    modifiedAt: Date.parse('2026-01-05T06:00:00Z'),
  };
}

/** Where SFTP serves the file; null for a record that tells no name. */
export function remotePath({ path, record }: DemoFile): string | null {
  if (path !== null) return path;
  const { fileName, route } = record;
  if (typeof fileName !== 'string') return null;
  const directory = route !== null && typeof route === 'object' && !Array.isArray(route) ? route['directory'] : null;
  return posix.join('/', typeof directory === 'string' ? directory : '/', fileName);
}

function describe(fileName: string, content: Buffer): JsonObject {
  const createDate = '2026-01-05T06:00:00.000Z';
  const done = { user: 'system', error: null, done: true, pid: 13, tries: 1, createDate, updateDate: createDate };
  return {
    _id: createHash('md5').update(fileName).digest('hex').slice(0, 24),
    version: 0,
    belongsTo: '5ebea1d4c3a1f20017d2a001',
    createDate,
    updateDate: createDate,
    fileName,
    alias: '',
    byteSize: content.length,
    format: 'comma',
    length: 16,
    recordCount: content.filter((byte) => byte === 0x0a).length,
    parentId: null,
    children: [],
    virtual: false,
    md5: createHash('md5').update(content).digest('hex'),
    types: [{ name: 'transactions', qualifier: 'daily' }],
    status: { processed: done, converted: done, reviewed: { ...done, done: false }, hold: false, deleted: false },
    attributes: {},
    route: {
      protocol: 'sftp',
      host: 'sftp.example.com',
      port: 222,
      username: 'sftpuser',
      password: ROUTE_PASSWORD,
      noFail: false,
      noDelete: true,
      directory: '/upload/',
      archivePasswords: [{ type: 'pgp', password: ARCHIVE_PASSWORD, description: 'monthly archive' }],
      enabled: true,
      failures: 0,
      typeMappings: [{ regex: '.*\\.csv$', type: 'transactions' }],
      // The service's own spelling.
      filnameFilters: [{ regex: '.*' }],
    },
  };
}
