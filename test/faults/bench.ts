// A workstation whose wires to the API and to the SFTP server can be broken, and whose runs may not take for ever.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DemoFile, demoFile } from '#demo/file.ts';
import type { FileRow } from '#shared/file.ts';
import { systemClock } from '#engine/clock.ts';
import { createStore } from '#engine/store/store.ts';
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts';
import type { OpenSsh } from '../servers/openssh.ts';
import { type Ended, startWherry } from '../helpers/wherry.ts';
import { createWorkstationHere, type Workstation } from '../helpers/workstation.ts';
import type { Fault, Stand } from './fault.ts';

export type Sections = Record<string, Record<string, string | number>>;

/** No run may take longer, whatever is broken; most need 3 s, and a machine that is busy with others ten times that. */
const BOUND_MS = 90_000;

export interface Bench {
  station: Workstation;
  api: FaultProxy;
  sftp: FaultProxy;
  /** Folder of the fault's files on the OpenSSH server, on this machine's disk. */
  upload: string;
  /** Environment of the runs from now on. */
  env: NodeJS.ProcessEnv;
  onFinished(clean: () => void | Promise<void>): void;
  /** A run as an operator starts it. Throws where it hangs. */
  run(): Promise<Ended>;
  /** A run when all is well again: without a process, where the environment is the usual one. */
  runMended(): Promise<Ended>;
  stands(): Record<string, Stand>;
  /** Names that commands have noted, one for each time that they ran. */
  ran(): string[];
  /** Changes the settings file. */
  rewrite(from: string, to: string): void;
}

export async function createBench(
  fault: Fault,
  ssh: OpenSsh | null,
  onFinished: (clean: () => void | Promise<void>) => void,
): Promise<Bench> {
  const directory = `/upload/${fault.id}/`;
  const files = fault.files?.(directory) ?? ['a.csv', 'b.csv'].map((name) => fileIn(directory, name, `${name}\n`));
  const upload = path.join(ssh?.root ?? '/nowhere', directory);
  if (ssh !== null) putOnServer(upload, files);
  const station = await createWorkstationHere({
    files,
    ...(fault.instance === undefined ? {} : { instance: fault.instance }),
    onFinished,
  });
  const api = await startFaultProxy(Number(new URL(station.instance.apiUrl).port));
  const sftp = await startFaultProxy(ssh?.port ?? station.instance.sftp.port);
  onFinished(() => api.stop());
  onFinished(() => sftp.stop());
  const bench: Omit<Bench, 'station'> = {
    api,
    sftp,
    upload,
    env: {},
    onFinished,
    async run() {
      const { child, ended } = startWherry(['--once', ...station.options], { cwd: station.folder, env: bench.env });
      const late = new AbortController();
      const isLate = await Promise.race([
        ended.then(() => false),
        delay(BOUND_MS, true, { signal: late.signal }).catch(() => false),
      ]);
      late.abort();
      if (!isLate) return await ended;
      child.kill('SIGKILL');
      throw new Error(`${fault.id}: the run did not end within ${BOUND_MS / 1000} s`);
    },
    runMended: () => (Object.keys(bench.env).length === 0 ? station.onceHere() : bench.run()),
    stands() {
      const rows = storedFiles(path.join(station.folder, 'state', 'wherry.db'));
      const names = files.map(({ record }) => String(record['fileName']));
      return Object.fromEntries(names.map((name) => [name, standOf(station, rows, name)]));
    },
    ran: station.ran,
    rewrite(from, to) {
      const text = fs.readFileSync(station.config, 'utf8');
      if (!text.includes(from)) throw new Error(`the settings do not hold ${from}`);
      fs.writeFileSync(station.config, text.replaceAll(from, to));
    },
  };
  const login = ssh === null ? {} : { username: ssh.username, remote_password: ssh.password };
  const keys = fault.ini?.(bench) ?? {};
  setKeys(station.config, {
    bettrdata: { base_url: `http://127.0.0.1:${api.port}`, timeout: 1, ...keys['bettrdata'] },
    sftp: { port: sftp.port, idle_timeout: 1, ...login, ...keys['sftp'] },
    processing: { retry_max_delay: 1, claim_settle: 0, ...keys['processing'] },
  });
  return Object.assign(bench, { station });
}

/** A file whose record names the directory. */
export function fileIn(directory: string, name: string, content: string | Uint8Array): DemoFile {
  const file = demoFile(name, content);
  return { ...file, record: { ...file.record, _id: `${path.basename(directory)}-${name}`, route: { directory } } };
}

function putOnServer(upload: string, files: readonly DemoFile[]): void {
  fs.mkdirSync(upload, { recursive: true });
  for (const { record, content } of files) {
    if (content !== null) fs.writeFileSync(path.join(upload, String(record['fileName'])), content);
  }
}

function storedFiles(database: string): FileRow[] {
  if (!fs.existsSync(database)) return [];
  const store = createStore(database, systemClock, () => {});
  try {
    return store.files({ states: null, limit: 1_000, offset: 0 });
  } finally {
    store.close();
  }
}

function standOf(station: Workstation, rows: readonly FileRow[], name: string): Stand {
  const record = station.instance.records().find(({ fileName }) => fileName === name);
  const attributes = (record?.['attributes'] ?? {}) as Record<string, unknown>;
  const state = rows.find((row) => row.name === name)?.state ?? 'unknown';
  return [state, (attributes['client_status'] ?? null) as Stand[1]];
}

/** Replaces or adds keys of an INI as workstation.ts writes it. */
function setKeys(config: string, sections: Sections): void {
  let lines = fs.readFileSync(config, 'utf8').split('\n');
  for (const [section, keys] of Object.entries(sections)) {
    const start = lines.indexOf(`[${section}]`) + 1;
    const length = lines.slice(start).findIndex((line) => line.startsWith('['));
    const kept = lines
      .slice(start, start + length)
      .filter((line) => !Object.keys(keys).some((key) => line.startsWith(`${key} =`)));
    const added = Object.entries(keys).map(([key, value]) => `${key} = ${value}`);
    lines = [...lines.slice(0, start), ...added, ...kept, ...lines.slice(start + length)];
  }
  fs.writeFileSync(config, lines.join('\n'));
}
