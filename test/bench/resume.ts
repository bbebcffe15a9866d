// An object of 1 GiB whose download is killed in its middle: what the next run still has to fetch, and that the content is
// right. One argument: MiB, default 1,024. Beside it the time of a download that nobody disturbs.
import { createHash, randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { S3_KEYS, startS3 } from '../servers/s3.ts';
import { startNode } from '../helpers/wherry.ts';
import { tellRatio } from './figures.ts';

const MEBIBYTE = 1024 * 1024;
const CHUNK = 10 * MEBIBYTE;
const RUN_RULE = fileURLToPath(new URL('../crash/run-rule.ts', import.meta.url));
const mebibytes = Number(process.argv[2] ?? 1_024);
const sizeBytes = mebibytes * MEBIBYTE;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-bench-'));
const ends: (() => void)[] = [];
const server = await startS3((clean) => void ends.push(clean));
const content = randomFillSync(Buffer.alloc(sizeBytes));
const expected = createHash('sha256').update(content).digest('hex');
await server.put('big.bin', content);

const fetched = (): number =>
  server.requests.reduce((sum, { range }) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    return from === undefined ? sum : sum + Number(to) - Number(from) + 1;
  }, 0);

function startRun(name: string): ReturnType<typeof startNode> {
  const rule = {
    id: 'bench',
    name: 'Bench',
    source: {
      kind: 's3',
      bucket: server.bucket,
      endpoint: server.endpoint,
      forcePathStyle: true,
      chunkBytes: CHUNK,
      credentials: { kind: 'keys', accessKeyId: S3_KEYS.accessKeyId, secretAccessKey: 'key' },
    },
    targetDirectory: path.join(folder, name, 'target'),
    successDirectory: null,
    steps: [],
    schedule: { kind: 'interval', everyMs: 60_000 },
    mail: null,
  };
  const text = JSON.stringify({ rule, secrets: { key: S3_KEYS.secretAccessKey } });
  return startNode(RUN_RULE, [path.join(folder, name, 'state'), text], { cwd: folder, env: {}, input: '' });
}

function hashOf(name: string): string {
  const file = path.join(folder, name, 'target', 'bench', 'big.bin');
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

let begunAt = performance.now();
await startRun('whole').ended;
print(`${mebibytes} MiB in one go: ${seconds(begunAt)}, content ${hashOf('whole') === expected ? 'right' : 'WRONG'}`);

server.requests.length = 0;
const killAt = Math.floor(sizeBytes / 2 / CHUNK) * CHUNK;
const killed = startRun('killed');
server.fault = ({ range }) => {
  if (range?.startsWith(`bytes=${killAt}-`) !== true) return null;
  killed.child.kill('SIGKILL');
  return { kind: 'stall' };
};
await killed.ended;
server.fault = null;
print(`killed by SIGKILL when byte ${killAt.toLocaleString('en')} was asked for`);

server.requests.length = 0;
begunAt = performance.now();
const { stdout, stderr } = await startRun('killed').ended;
const told = /going on after [\d,]+ bytes/.exec(stderr)?.[0] ?? 'NOT RESUMED';
print(`the next run: ${told}, ${seconds(begunAt)}, ${stdout.trim()}`);
print(`fetched then: ${(fetched() / MEBIBYTE).toFixed(0)} MiB of ${mebibytes}`);
const value = fetched() / (sizeBytes - killAt);
tellRatio({ name: 'bytes fetched after the kill, of those that were missing', value, better: 'less', goal: 1.05 });
const isRight = hashOf('killed') === expected;
print(`SHA-256 of the file ${isRight ? 'is' : 'IS NOT'} that of the object: ${expected}`);
await server.stop();
for (const end of ends) end();
fs.rmSync(folder, { recursive: true });
process.exitCode = isRight ? 0 : 1;
