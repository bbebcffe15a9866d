// Memory of the engine over many files, measured in a process of its own against a demo instance in this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import type { MemorySample } from './memory-run.ts';

const MEMORY_RUN = fileURLToPath(new URL('memory-run.ts', import.meta.url));
const FILES_A_RUN = 50;

/**
 * @param folder for downloads and state; a disk in memory makes it quicker
 * @param onSample told after each run of 50 files
 */
export async function measureMemory(
  files: number,
  folder: string,
  onSample: (sample: MemorySample) => void = () => {},
): Promise<MemorySample[]> {
  const instance = await startDemoInstance({
    files: Array.from({ length: files }, (_, index) => demoFile(`file-${index}.csv`, `content of ${index}`)),
  });
  const config = path.join(folder, 'memory.ini');
  fs.writeFileSync(config, iniText(instance, folder));
  const child = fork(MEMORY_RUN, [config, path.join(folder, 'state')], { execArgv: ['--expose-gc'] });
  const samples: MemorySample[] = [];
  child.on('message', (sample: MemorySample) => {
    samples.push(sample);
    onSample(sample);
  });
  const [code] = await once(child, 'exit');
  await instance.stop();
  if (code !== 0) throw new Error(`the engine ended with ${code} after ${samples.at(-1)?.files ?? 0} files`);
  return samples;
}

/** Bytes a file by least squares, without the first half, in which code is compiled and caches find their size: some 450 files. */
export function slope(samples: readonly MemorySample[], key: 'rssBytes' | 'heapBytes'): number {
  const settled = samples.slice(Math.floor(samples.length / 2));
  const [x, y] = [mean(settled.map(({ files }) => files)), mean(settled.map((sample) => sample[key]))];
  const covariance = mean(settled.map((sample) => (sample.files - x) * (sample[key] - y)));
  return covariance / mean(settled.map(({ files }) => (files - x) ** 2));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function iniText(
  instance: { apiUrl: string; apiToken: string; sftp: Record<string, string | number> },
  folder: string,
): string {
  const { host, port, username, password } = instance.sftp;
  return `[bettrdata]
base_url = ${instance.apiUrl}
api_token = ${instance.apiToken}
requests_per_minute = 100000
[sftp]
host = ${host}
port = ${port}
username = ${username}
remote_password = ${password}
[list]
where = {"attributes.client_status": {"$exists": false}}
limit = ${FILES_A_RUN}
[processing]
target_source_directory = ${path.join(folder, 'target')}
success_dir_name = done
claim_attribute = off
parallel = 4
[logging]
log_dir = ${path.join(folder, 'logs')}
`;
}
