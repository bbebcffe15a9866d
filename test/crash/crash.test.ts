// The command line killed with SIGKILL in moments that kill-points.test.ts does not reach; then a new start.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkstation, type Workstation } from '../helpers/workstation.ts';

/** With a command that notes that it ran. */
function workstation(command: string): Promise<Workstation> {
  return createWorkstation({ ini: () => ({ processing: { command_1: command } }) });
}

const FILE = 'report.csv';
const NOTE = 'echo ran >> RAN';

describe('killed while', () => {
  test('b26: its command is running, a file becomes interrupted, is reported FAILED and is not run again by itself', async () => {
    const station = await workstation('echo ran >> RAN; kill -9 $PPID; sleep 0.2');
    expect((await station.once()).code).toBeNull();
    expect(station.attributes(FILE)).toMatchObject({ client_status: 'STARTED' });
    const next = await station.onceHere();
    expect(next.code, next.stderr).toBe(1);
    expect(next.stderr).toContain('"wherry retry 1" runs it');
    expect(station.attributes(FILE)).toMatchObject({
      client_status: 'FAILED',
      client_error: expect.stringMatching(/^interrupted/),
    });
    expect((await station.onceHere()).code).toBe(0);
    expect(station.ran().length).toBe(1);
  });

  test('b29: a person runs an interrupted file again, and its story says who', async () => {
    const station = await workstation(
      'echo ran >> RAN; test -e RAN.second || { touch RAN.second; kill -9 $PPID; sleep 0.2; }',
    );
    await station.once();
    await station.onceHere();
    const retry = await station.wherry('retry', '1');
    expect(retry.code, retry.stderr).toBe(0);
    expect((await station.onceHere()).code).toBe(0);
    expect(station.ran().length).toBe(2);
    expect(station.attributes(FILE)).toMatchObject({ client_status: 'SUCCESS', client_error: '' });
  });

  test('b31: bytes arrive, the final name does not exist, and the file is fetched again', async () => {
    const station = await workstation(NOTE);
    let isHeld = true;
    station.instance.faults.sftp = ({ name }) => (isHeld && name === 'READ' ? { kind: 'hang' } : null);
    const { child, ended } = station.start('--once');
    await expect
      .poll(() => station.instance.sftpOperations().some(({ name }) => name === 'READ'), { timeout: 20_000 })
      .toBe(true);
    child.kill('SIGKILL');
    await ended;
    expect(fs.readdirSync(path.join(station.folder, 'target'))).toEqual(['.wherry']);
    isHeld = false;
    expect((await station.onceHere()).code).toBe(0);
    expect(station.ran().length).toBe(1);
    expect(fs.readdirSync(path.join(station.folder, 'target'))).toEqual(['done']);
  });

  test('b24: the final status cannot be written, it is written later and the command is not run again', async () => {
    const station = await workstation(NOTE);
    station.instance.faults.http = ({ body }) =>
      JSON.stringify(body).includes('SUCCESS') ? { kind: 'answer', status: 503 } : null;
    const first = await station.onceHere();
    expect(first.code, first.stdout + first.stderr).toBe(3);
    expect(station.attributes(FILE)).toMatchObject({ client_status: 'STARTED' });
    expect((await station.wherry('files')).stdout).toContain('done, not yet reported');
    station.instance.faults.http = null;
    await expect
      .poll(
        async () => {
          await station.onceHere();
          return station.attributes(FILE)['client_status'];
        },
        { timeout: 30_000 },
      )
      .toBe('SUCCESS');
    expect(station.ran().length).toBe(1);
  });
});
