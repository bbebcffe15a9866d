// Real processes, killed with SIGKILL at every step of a run; then a new start, as an operator's workstation does it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';
import type { JsonObject } from '#shared/json.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { startNode, startWherry, wherry } from '../helpers/wherry.ts';

const KILLED_RUN = fileURLToPath(new URL('killed-run.ts', import.meta.url));

interface Workstation {
  folder: string;
  instance: DemoInstance;
  config: string;
  options: string[];
  /** How often the command ran. */
  runs(): number;
  attributes(): JsonObject;
}

/** One file, and a command that notes that it ran. */
async function workstation(command: string): Promise<Workstation> {
  const folder = temporaryFolder();
  const instance = await startDemoInstance({ files: [demoFile('report.csv', 'a,b\n1,2\n')] });
  onTestFinished(() => instance.stop());
  const config = path.join(folder, 'default.ini');
  const ran = path.join(folder, 'ran.txt');
  const { sftp } = instance;
  fs.writeFileSync(
    config,
    `[bettrdata]
base_url = ${instance.apiUrl}
api_token = ${instance.apiToken}
requests_per_minute = 10000
[sftp]
host = ${sftp.host}
port = ${sftp.port}
username = ${sftp.username}
remote_password = ${sftp.password}
[list]
where = {"attributes.client_status": {"$exists": false}}
[processing]
target_source_directory = ${folder}/target
error_attribute = client_error
success_dir_name = done
command_1 = ${command.replaceAll('RAN', ran)}
[logging]
log_dir = ${folder}/logs
`,
  );
  return {
    folder,
    instance,
    config,
    options: ['--config', config, '--data-dir', path.join(folder, 'state')],
    runs: () => (fs.existsSync(ran) ? fs.readFileSync(ran, 'utf8').split('\n').length - 1 : 0),
    attributes: () => instance.records()[0]!['attributes'] as JsonObject,
  };
}

function killedRun({ config, folder }: Workstation, killAt: number) {
  return startNode(KILLED_RUN, [config, path.join(folder, 'state'), String(killAt)], { cwd: folder, env: {}, input: '' }).ended;
}

const NOTE = 'echo ran >> RAN';

test('b26, b72: killed at any step, a file is processed to its end at the next start, and its command is not run twice', async () => {
  const whole = await killedRun(await workstation(NOTE), 0);
  const events = Number(whole.stdout);
  expect(events, whole.stderr).toBeGreaterThan(12);
  let interrupted = 0;
  for (let killAt = 1; killAt <= events; killAt++) {
    const station = await workstation(NOTE);
    const killed = await killedRun(station, killAt);
    expect(killed.code, `event ${killAt}: ${killed.stderr}`).toBeNull();
    const next = await wherry(['--once', ...station.options], { cwd: station.folder });
    const status = station.attributes()['client_status'];
    const context = `killed at event ${killAt} of ${events}: ${next.stdout}${next.stderr}`;
    if (status === 'FAILED') {
      interrupted++;
      expect(next.code, context).toBe(1);
      expect(station.attributes()['client_error'], context).toMatch(/^interrupted/);
      expect(station.runs(), context).toBeLessThanOrEqual(1);
    } else {
      expect(status, context).toBe('SUCCESS');
      expect(next.code, context).toBe(0);
      expect(station.runs(), context).toBe(1);
      expect(fs.readdirSync(path.join(station.folder, 'target')), context).toEqual(['done']);
      expect(fs.readdirSync(path.join(station.folder, 'target', 'done')), context).toEqual(['report.csv']);
    }
    const runs = station.runs();
    const third = await wherry(['--once', ...station.options], { cwd: station.folder });
    expect(third.code, context).toBe(0);
    expect(station.runs(), context).toBe(runs);
  }
  expect(interrupted).toBe(1);
}, 240_000);

describe('killed while', () => {
  test('b26: its command is running, a file becomes interrupted, is reported FAILED and is not run again by itself', async () => {
    const station = await workstation('echo ran >> RAN; kill -9 $PPID; sleep 0.2');
    expect((await wherry(['--once', ...station.options])).code).toBeNull();
    expect(station.attributes()).toMatchObject({ client_status: 'STARTED' });
    const next = await wherry(['--once', ...station.options]);
    expect(next.code, next.stderr).toBe(1);
    expect(next.stderr).toContain('"wherry retry 1" runs it');
    expect(station.attributes()).toMatchObject({
      client_status: 'FAILED',
      client_error: expect.stringMatching(/^interrupted/),
    });
    expect((await wherry(['--once', ...station.options])).code).toBe(0);
    expect(station.runs()).toBe(1);
  });

  test('b29: a person runs an interrupted file again, and its story says who', async () => {
    const station = await workstation('echo ran >> RAN; test -e RAN.second || { touch RAN.second; kill -9 $PPID; sleep 0.2; }');
    await wherry(['--once', ...station.options]);
    await wherry(['--once', ...station.options]);
    const retry = await wherry(['retry', '1', ...station.options]);
    expect(retry.code, retry.stderr).toBe(0);
    expect((await wherry(['--once', ...station.options])).code).toBe(0);
    expect(station.runs()).toBe(2);
    expect(station.attributes()).toMatchObject({ client_status: 'SUCCESS', client_error: '' });
  });

  test('b31: bytes arrive, the final name does not exist, and the file is fetched again', async () => {
    const station = await workstation(NOTE);
    let isHeld = true;
    station.instance.faults.sftp = ({ name }) => (isHeld && name === 'READ' ? { kind: 'hang' } : null);
    const { child, ended } = startWherry(['--once', ...station.options]);
    await expect.poll(() => station.instance.sftpOperations().some(({ name }) => name === 'READ'), { timeout: 20_000 }).toBe(true);
    child.kill('SIGKILL');
    await ended;
    expect(fs.readdirSync(path.join(station.folder, 'target'))).toEqual(['.wherry']);
    isHeld = false;
    expect((await wherry(['--once', ...station.options])).code).toBe(0);
    expect(station.runs()).toBe(1);
    expect(fs.readdirSync(path.join(station.folder, 'target'))).toEqual(['done']);
  });

  test('b24: the final status cannot be written, it is written later and the command is not run again', async () => {
    const station = await workstation(NOTE);
    const isFinal = (body: unknown) => JSON.stringify(body).includes('SUCCESS');
    station.instance.faults.http = ({ body }) => (isFinal(body) ? { kind: 'answer', status: 503 } : null);
    const first = await wherry(['--once', ...station.options]);
    expect(first.code, first.stdout + first.stderr).toBe(3);
    expect(station.attributes()).toMatchObject({ client_status: 'STARTED' });
    expect((await wherry(['files', ...station.options])).stdout).toContain('done, not yet reported');
    station.instance.faults.http = null;
    await expect
      .poll(
        async () => {
          await wherry(['--once', ...station.options]);
          return station.attributes()['client_status'];
        },
        { timeout: 30_000 },
      )
      .toBe('SUCCESS');
    expect(station.runs()).toBe(1);
  });
});
