// An operator's workstation: a folder with an INI file, a demo instance that it talks to, and the command line.
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type DemoFile, demoFile } from '#demo/file.ts';
import { type DemoInstance, type DemoOptions, startDemoInstance } from '#demo/instance.ts';
import type { JsonObject } from '#shared/json.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Ended, startWherry, wherry } from './wherry.ts';

type Sections = Record<string, Record<string, string | number>>;

export interface WorkstationOptions {
  files?: DemoFile[];
  /** Keys over the usual ones. `RAN` in a value stands for a file that commands may write to. */
  ini?: (instance: DemoInstance, folder: string) => Sections;
  instance?: Omit<DemoOptions, 'files'>;
  /** `once` and `wherry` work within this process, see wherry-here.ts; not for commands that kill their parent. */
  isHere?: boolean;
  /** The test's own, where tests run side by side. */
  onFinished?: (clean: () => void | Promise<void>) => void;
}

export interface Workstation {
  folder: string;
  target: string;
  instance: DemoInstance;
  config: string;
  /** `--config` and `--data-dir`. */
  options: string[];
  /** `wherry --once`. */
  once(): Promise<Ended>;
  /** The same within this process. */
  onceHere(): Promise<Ended>;
  wherry(...args: string[]): Promise<Ended>;
  start(...args: string[]): ReturnType<typeof startWherry>;
  /** Lines that commands have written to RAN. */
  ran(): string[];
  attributes(fileName: string): JsonObject;
  /** Of `wherry files --json`, by name. */
  file(name: string): Promise<JsonObject>;
}

export async function createWorkstation({
  files = [demoFile('report.csv', 'a,b\n1,2\n')],
  ini = () => ({}),
  instance: instanceOptions = {},
  isHere = false,
  onFinished = onTestFinished,
}: WorkstationOptions = {}): Promise<Workstation> {
  const folder = temporaryFolder(onFinished);
  const instance = await startDemoInstance({ ...instanceOptions, files });
  onFinished(() => instance.stop());
  const config = path.join(folder, 'default.ini');
  const ran = path.join(folder, 'ran.txt');
  const target = path.join(folder, 'target');
  fs.writeFileSync(
    config,
    // A word of its own: by chance, a random token holds the three letters, too.
    iniText(merge(usual(instance, folder, target), ini(instance, folder))).replaceAll(/\bRAN\b/g, ran),
  );
  const options = ['--config', config, '--data-dir', path.join(folder, 'state')];
  const run = (...args: string[]) =>
    isHere ? here([...args, ...options]) : wherry([...args, ...options], { cwd: folder });
  return {
    folder,
    target,
    instance,
    config,
    options,
    once: () => run('--once'),
    onceHere: () => here(['--once', ...options]),
    wherry: run,
    start: (...args) => startWherry([...args, ...options], { cwd: folder }),
    ran: () => (fs.existsSync(ran) ? fs.readFileSync(ran, 'utf8').trimEnd().split('\n') : []),
    attributes(fileName) {
      const record = instance.records().find((candidate) => candidate['fileName'] === fileName);
      return record!['attributes'] as JsonObject;
    },
    async file(name) {
      const rows = JSON.parse((await run('files', '--json')).stdout) as JsonObject[];
      return rows.find((row) => row['name'] === name)!;
    },
  };
}

/** `once` and `wherry` without processes, where what a process does is not what the test is about. */
export function createWorkstationHere(options: WorkstationOptions = {}): Promise<Workstation> {
  return createWorkstation({ ...options, isHere: true });
}

async function here(args: string[]): Promise<Ended> {
  const { wherryHere } = await import('./wherry-here.ts');
  return await wherryHere(args);
}

function usual({ apiUrl, apiToken, sftp }: DemoInstance, folder: string, target: string): Sections {
  return {
    bettrdata: { base_url: apiUrl, api_token: apiToken, requests_per_minute: 10_000 },
    sftp: { host: sftp.host, port: sftp.port, username: sftp.username, remote_password: sftp.password },
    list: { where: '{"attributes.client_status": {"$exists": false}}' },
    processing: {
      target_source_directory: target,
      error_attribute: 'client_error',
      success_dir_name: 'done',
      command_1: 'echo {{ fileName }} >> RAN',
      retry_delay: 0,
    },
    email: {},
    logging: { level: 'DEBUG', log_dir: path.join(folder, 'logs') },
  };
}

function merge(usualKeys: Sections, keys: Sections): Sections {
  const sections = [...new Set([...Object.keys(usualKeys), ...Object.keys(keys)])];
  return Object.fromEntries(sections.map((section) => [section, { ...usualKeys[section], ...keys[section] }]));
}

function iniText(sections: Sections): string {
  return Object.entries(sections)
    .map(
      ([section, keys]) =>
        `[${section}]\n${Object.entries(keys)
          .map(([key, value]) => `${key} = ${value}\n`)
          .join('')}`,
    )
    .join('\n');
}
