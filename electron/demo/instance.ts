// A BettrData instance in this process: the documented HTTP API and an SFTP server over the same files. For
// `npm run demo`, the first-run tour and tests. It stands for a foreign service: it knows nothing of the engine.
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '#shared/json.ts';
import { createApiAuth, type DemoAuth } from './api-auth.ts';
import { type ApiDialect, createApiRoutes } from './api-routes.ts';
import { startApiServer } from './api-server.ts';
import type { DemoRequest, Faults, SftpOperation } from './faults.ts';
import type { DemoFile } from './file.ts';
import { fingerprintOf, generateHostKey } from './host-key.ts';
import { startSftpServer } from './sftp-server.ts';

export interface DemoOptions {
  files?: DemoFile[];
  /** Default: a static token, made up for this instance. */
  auth?: DemoAuth;
  /** Default: 127.0.0.1. */
  host?: string;
  /** 0, the default, is any free one. */
  apiPort?: number;
  /** 0, the default, is any free one. */
  sftpPort?: number;
  sftpUsername?: string;
  sftpPassword?: string;
  /** Private key in OpenSSH's format, for an instance that comes back as the same server. Default: a new one. */
  hostKey?: string;
  /** How this server takes updates. Default: PUT and PATCH accepted, dotted keys ignored. */
  dialect?: Partial<ApiDialect>;
}

export interface DemoInstance {
  apiUrl: string;
  /** Of the static token; empty where the login is another one. */
  apiToken: string;
  sftp: { host: string; port: number; username: string; password: string; fingerprint: string };
  hostKey: string;
  faults: Faults;
  addFile(file: DemoFile): void;
  /** The file itself: its record and content may be changed. Throws where there is none. */
  file(id: string): DemoFile;
  /** Copies of all records as they are now. */
  records(): JsonObject[];
  /** A copy of one record as it is now. Throws where there is none. */
  record(id: string): JsonObject;
  /** What came in over HTTP so far, oldest first. */
  requests(): readonly DemoRequest[];
  /** What SFTP clients asked for so far, oldest first. */
  sftpOperations(): readonly SftpOperation[];
  /** Breaks every SFTP connection. */
  disconnectSftp(): void;
  /** Breaks every connection and frees both ports. */
  stop(): Promise<void>;
}

export async function startDemoInstance({
  files: initialFiles = [],
  auth = { kind: 'bearer', token: randomBytes(24).toString('base64url') },
  host = '127.0.0.1',
  apiPort = 0,
  sftpPort = 0,
  sftpUsername: username = 'demo',
  sftpPassword: password = randomBytes(12).toString('base64url'),
  hostKey = generateHostKey(),
  dialect,
}: DemoOptions = {}): Promise<DemoInstance> {
  const files = [...initialFiles];
  const faults: Faults = { http: null, sftp: null };
  const routes = createApiRoutes(files, createApiAuth(auth), { refused: {}, dottedKeys: 'ignored', ...dialect });
  const sftp = await startSftpServer({ host, port: sftpPort, username, password, hostKey }, files, faults);
  const api = await startApiServer({ host, port: apiPort }, routes, faults);

  function file(id: string): DemoFile {
    const found = files.find(({ record }) => record['_id'] === id);
    if (found === undefined) throw new Error(`the demo instance has no record ${id}`);
    return found;
  }

  return {
    apiUrl: `http://${host}:${api.port}`,
    apiToken: auth.kind === 'bearer' ? auth.token : '',
    sftp: { host, port: sftp.port, username, password, fingerprint: fingerprintOf(hostKey) },
    hostKey,
    faults,
    addFile: (added) => void files.push(added),
    file,
    records: () => files.map(({ record }) => structuredClone(record)),
    record: (id) => structuredClone(file(id).record),
    requests: () => api.requests,
    sftpOperations: () => sftp.operations,
    disconnectSftp: () => sftp.disconnect(),
    async stop() {
      await Promise.all([api.stop(), sftp.stop()]);
    },
  };
}
