// Every kind of source, each over a real server of its kind, passes the same suite.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { type FaultProxy, startFaultProxy } from '#test/servers/fault-proxy.ts';
import { type OpenSsh, opensshMissing, startOpenSsh } from '#test/servers/openssh.ts';
import { S3_KEYS, startS3 } from '#test/servers/s3.ts';
import { describeSource } from '#test/suites/source-suite.ts';

/** Long ago, so that a file counts as whole; a second later with each change, as far as an SFTP server tells times. */
let time = Date.parse('2026-01-01T00:00:00Z') / 1000;

const idOf = (name: string): string => String(demoFile(name, '').record['_id']);

async function wireTo(port: number): Promise<FaultProxy> {
  const wire = await startFaultProxy(port);
  onTestFinished(() => wire.stop());
  return wire;
}

function directory(root: string): {
  put(name: string, content: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
} {
  return {
    async put(name, content) {
      const file = path.join(root, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      time += 1;
      fs.utimesSync(file, time, time);
    },
    async remove(name) {
      fs.rmSync(path.join(root, name));
    },
  };
}

describeSource('bettrdata', {
  async create() {
    const instance = await startDemoInstance();
    onTestFinished(() => instance.stop());
    const wire = await wireTo(instance.sftp.port);
    const { username, fingerprint: hostKey } = instance.sftp;
    return {
      wire,
      secrets: { 'api-token': instance.apiToken, 'sftp-password': instance.sftp.password },
      settings: {
        kind: 'bettrdata',
        baseUrl: instance.apiUrl,
        auth: { kind: 'bearer', token: 'api-token' },
        query: { where: { 'attributes.client_status': { $exists: false } } },
        sftp: { host: wire.host, port: wire.port, username, password: 'sftp-password', hostKey },
      },
      async put(name, content) {
        const made = demoFile(name, content);
        const known = instance.records().some(({ _id }) => _id === made.record['_id']);
        if (known) Object.assign(instance.file(idOf(name)), made);
        else instance.addFile(made);
      },
      async remove(name) {
        instance.file(idOf(name)).content = null;
      },
    };
  },
  hasWire: true,
  localPath: (name) => name,
});

describeSource('folder', {
  async create() {
    const root = temporaryFolder();
    return { secrets: {}, settings: { kind: 'folder', directory: root }, ...directory(root) };
  },
  hasWire: false,
  localPath: (name) => name,
});

let openssh: Promise<OpenSsh> | null = null;
afterAll(async () => (await openssh)?.stop());

if (opensshMissing() === null) {
  describeSource('sftp', {
    async create() {
      openssh ??= startOpenSsh();
      const server = await openssh;
      const name = `in-${++time}`;
      const root = path.join(server.root, 'upload', name);
      fs.mkdirSync(root);
      const wire = await wireTo(server.port);
      return {
        wire,
        secrets: { 'sftp-password': server.password },
        settings: {
          kind: 'sftp',
          sftp: { host: wire.host, port: wire.port, username: server.username, password: 'sftp-password' },
          directory: `/upload/${name}`,
        },
        ...directory(root),
      };
    },
    hasWire: true,
    localPath: (name) => name,
  });
}

describeSource('s3', {
  async create() {
    const server = await startS3();
    onTestFinished(() => server.stop());
    const wire = await wireTo(server.port);
    return {
      wire,
      secrets: { 's3-secret-key': S3_KEYS.secretAccessKey },
      settings: {
        kind: 's3',
        bucket: server.bucket,
        endpoint: `http://127.0.0.1:${wire.port}`,
        forcePathStyle: true,
        chunkBytes: 256 * 1024,
        credentials: { kind: 'keys', accessKeyId: S3_KEYS.accessKeyId, secretAccessKey: 's3-secret-key' },
      },
      put: (key, content) => server.put(key, content),
      remove: (key) => server.remove(key),
    };
  },
  hasWire: true,
  localPath: (name) => `a-rule/${name}`,
});
