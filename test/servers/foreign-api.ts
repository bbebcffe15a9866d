// Starts foreign_api.py: an HTTP API that is not ours.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Json, JsonObject } from '#shared/json.ts';
import { type Certificate } from './certificate.ts';

export type ForeignAuth =
  | { kind: 'none' }
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'login'; username: string; password: string; clientId: string; expiresInSeconds: number };

export interface ForeignApiOptions {
  auth?: ForeignAuth;
  /** Updates that are bound; default: both. */
  methods?: ('PUT' | 'PATCH')[];
  /** Speaks HTTPS with it. */
  certificate?: Certificate;
}

const Request = z.object({
  /** Epoch seconds. */
  at: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  body: z.json(),
});
export type ForeignRequest = z.infer<typeof Request>;

export interface ForeignApi {
  url: string;
  /** As the API holds them now. */
  records(): Promise<JsonObject[]>;
  setRecords(records: JsonObject[]): Promise<void>;
  /** What came in over HTTP so far, oldest first. */
  requests(): Promise<ForeignRequest[]>;
  stop(): Promise<void>;
}

export async function startForeignApi(
  records: JsonObject[],
  { auth = { kind: 'none' }, methods = ['PUT', 'PATCH'], certificate }: ForeignApiOptions = {},
): Promise<ForeignApi> {
  const folder = await mkdtemp(join(tmpdir(), 'wherry-foreign-'));
  const recordsFile = join(folder, 'records.json');
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(recordsFile, JSON.stringify(records));
  if (certificate) await writeFile(certificateFile, certificate.key + certificate.cert);

  const script = fileURLToPath(new URL('foreign_api.py', import.meta.url));
  const options = ['--records', recordsFile, '--auth', JSON.stringify(auth), '--methods', methods.join(',')];
  if (certificate) options.push('--certificate', certificateFile);
  const python = spawn('python3', ['-B', script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(python, 'exit');
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  async function answer(): Promise<unknown> {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('foreign_api.py has ended');
    return JSON.parse(value);
  }
  /** Answers come in the order of the commands. */
  function control(command: string, argument: Json = null): Promise<unknown> {
    python.stdin.write(`${JSON.stringify([command, argument])}\n`);
    return answer();
  }

  const { port } = z.object({ port: z.int() }).parse(await answer());
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`;

  return {
    url,
    records: async () => z.array(JsonObject).parse(await control('records')),
    async setRecords(records) {
      await control('set', records);
    },
    requests: async () => z.array(Request).parse(await control('requests')),
    async stop() {
      python.stdin.end();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
