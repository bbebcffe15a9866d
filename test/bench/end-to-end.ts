// 500 files of 64 KiB from the list to SUCCESS: list, STARTED, download, MD5, template, command, SUCCESS, by Wherry's
// command line and by a model of the old Python utility, against the same API and OpenSSH server, without a rate limit.
// node test/bench/end-to-end.ts [ROUNDS] [FILES]. Needs root for the server's account.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { wherry } from '../helpers/wherry.ts';
import { type OpenSsh, opensshMissing, startOpenSsh } from '../servers/openssh.ts';
import { type Contender, contest } from './contest.ts';
import type { Address } from './end-to-end/instance.ts';
import { stagesOf } from './end-to-end/stages.ts';
import { print, tellRatio } from './figures.ts';
import { peer, PYTHON } from './transfer/peers.ts';

const [rounds, count] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 500)];
const SIZE_BYTES = 64 * 1024;
const COMMAND = 'true {{ filePath }} {{ id }} {{ recordCount }}';
const GOALS: Record<string, number> = { 'parallel 8': 3, 'parallel 1': 1.7 };
const MODEL = path.join(import.meta.dirname, 'end-to-end/python_model.py');

interface World {
  server: OpenSsh;
  address: Address;
  scratch: string;
  /** Below `scratch`, another one for each turn. */
  turn: string;
}

function iniText({ server, address, turn }: World, parallel: number): string {
  return `[bettrdata]
base_url = ${address.apiUrl}
api_token = ${address.apiToken}
requests_per_minute = 1000000
[sftp]
host = ${server.host}
port = ${server.port}
username = ${server.username}
remote_password = ${server.password}
[list]
where = {"attributes.client_status": {"$exists": false}}
limit = ${count}
[processing]
target_source_directory = ${turn}/target
command_1 = ${COMMAND}
parallel = ${parallel}
[logging]
log_dir = ${turn}/logs
`;
}

function ours(world: World, parallel: number): Contender {
  async function run(): Promise<void> {
    const config = path.join(world.turn, 'default.ini');
    fs.writeFileSync(config, iniText(world, parallel));
    const state = path.join(world.turn, 'state');
    const { code, stderr } = await wherry(['--once', '--config', config, '--data-dir', state]);
    if (code !== 0) throw new Error(`wherry ended with ${code}: ${stderr.slice(-2_000)}`);
  }
  return { name: `Wherry, parallel ${parallel}`, run };
}

async function pythonModel({ server, address, turn }: World): Promise<void> {
  fs.mkdirSync(path.join(turn, 'target'));
  const { host, port, username: user, password } = server;
  const child = spawn(PYTHON, [MODEL], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { apiUrl: url, apiToken: token } = address;
  const settings = { host, port, user, password, url, token, limit: count, command: COMMAND, target: `${turn}/target` };
  child.stdin.end(JSON.stringify(settings));
  const done = await text(child.stdout);
  if (Number(done) !== count) throw new Error(`the Python model did ${done.trim()} of ${count} files`);
}

/** All of them are to be SUCCESS at the platform; then they are as before. */
async function checkAndReset(instance: ChildProcess): Promise<void> {
  instance.send('reset');
  const [succeeded] = await once(instance, 'message');
  if (succeeded !== count) throw new Error(`${String(succeeded)} of ${count} files are SUCCESS`);
}

async function run(server: OpenSsh, scratch: string): Promise<void> {
  const served = path.join(server.root, 'upload', 'e2e');
  fs.mkdirSync(served);
  for (let index = 0; index < count; index++) {
    fs.writeFileSync(path.join(served, `file-${index}.csv`), randomFillSync(Buffer.alloc(SIZE_BYTES)));
  }
  const instance = fork(path.join(import.meta.dirname, 'end-to-end/instance.ts'), [served, '/upload/e2e']);
  const [address] = (await once(instance, 'message')) as [Address];
  const world: World = { server, address, scratch, turn: scratch };
  const [one, eight] = [ours(world, 1), ours(world, 8)];
  const stages = new Map<string, ReturnType<typeof stagesOf>>();
  const watched = [eight, one].map(({ name, run: turn }) => ({
    name,
    async run() {
      await turn();
      stages.set(name, stagesOf(path.join(world.turn, 'state/wherry.db')));
    },
  }));
  const model = peer('Python model', PYTHON, () => pythonModel(world));
  print(`${count} files of 64 KiB, ${rounds} rounds`);
  const seconds = await contest([...watched, ...(model === null ? [] : [model])], {
    rounds,
    prepare() {
      world.turn = fs.mkdtempSync(path.join(scratch, 'turn-'));
    },
    check: () => checkAndReset(instance),
  });
  for (const [name, found] of stages) {
    print(`${name}, mean ms of a file: ${found.map(({ stage, ms }) => `${stage} ${ms.toFixed(1)}`).join(', ')}`);
  }
  const theirs = seconds.get('Python model');
  for (const { name } of watched) {
    if (theirs === undefined) break;
    const goal = GOALS[name.replace('Wherry, ', '')] ?? null;
    tellRatio({
      name: `${name}: times as fast as the model`,
      value: theirs / seconds.get(name)!,
      better: 'more',
      goal,
    });
  }
  instance.disconnect();
}

const missing = opensshMissing();
if (missing !== null) {
  print(`left out: ${missing}`);
} else {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-end-to-end-'));
  const server = await startOpenSsh();
  try {
    await run(server, scratch);
  } finally {
    await server.stop();
    fs.rmSync(scratch, { recursive: true });
  }
}
