// A disk that is full before, in the middle of and after the work: the command line on a small disk of its own.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { startMailbox } from '#demo/mailbox.ts';
import { systemClock } from '#engine/clock.ts';
import { createFreeSpace } from '#engine/free-space.ts';
import { createLogFile } from '#engine/log-file.ts';
import { createRedactor } from '#engine/redact.ts';
import { smallDisk, smallDiskProblem } from '../helpers/small-disk.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { wherry } from '../helpers/wherry.ts';
import {
  createWorkstationHere as createWorkstation,
  type Workstation,
  type WorkstationOptions,
} from '../helpers/workstation.ts';

const MB = 1_000_000;

/** Target folder on a disk of 8 MB; below 4 MB no download is begun, below 1 MB nothing is done. */
async function onSmallDisk(
  files: WorkstationOptions['files'],
  keys: Record<string, Record<string, string | number>> = {},
): Promise<Workstation & { disk: ReturnType<typeof smallDisk> }> {
  const disk = smallDisk(8);
  const station = await createWorkstation({
    files: files ?? [demoFile('a.csv', 'content of a')],
    ini: () => ({
      ...keys,
      processing: {
        target_source_directory: path.join(disk.folder, 'target'),
        min_free: 4,
        critical_free: 1,
        ...keys['processing'],
      },
    }),
  });
  return { ...station, disk };
}

const problem = smallDiskProblem();

describe.skipIf(problem !== null)(problem ?? 'on a small disk', () => {
  test('b39: below min_free nothing is claimed or fetched, the run says why, and goes on by itself with space', async () => {
    const station = await onSmallDisk([demoFile('a.csv', 'content of a')]);
    station.disk.fill(3 * MB);
    const { code, stderr } = await station.once();
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/bytes are free, 4,000,012 are needed\. Paused for space/),
    ]);
    expect(station.attributes('a.csv')).toEqual({});
    expect(station.instance.sftpOperations().filter(({ name }) => name === 'OPEN')).toEqual([]);
    expect(await station.file('a.csv')).toMatchObject({ state: 'ready', attempt: 0 });
    station.disk.empty();
    expect((await station.once()).code).toBe(0);
    expect(station.ran()).toEqual(['a.csv']);
  });

  test('b39: what was full is looked at again at once; what was free may be believed for a moment, not by the next run', async () => {
    const disk = smallDisk(8);
    const rule = { targetDirectory: disk.folder, space: { minFreeBytes: 4 * MB, criticalFreeBytes: MB } };
    const space = createFreeSpace(rule, disk.folder);
    disk.fill(3 * MB);
    await expect(space.toDownload(0)).rejects.toMatchObject({ code: 'disk-full' });
    await space.toReceive(MB);
    await expect(space.toReceive(3 * MB)).rejects.toMatchObject({ code: 'disk-full' });
    disk.empty();
    await space.toDownload(0);
    disk.fill(0.5 * MB);
    await expect(createFreeSpace(rule, disk.folder).toGoOn()).rejects.toMatchObject({ code: 'disk-full' });
  });

  test('b39: between the thresholds a downloaded file is still processed; below critical_free no command runs', async () => {
    const command = 'echo x >> RAN; test -e RAN.ok';
    const station = await onSmallDisk([demoFile('a.csv', 'content of a')], { processing: { command_1: command } });
    expect((await station.once()).code).toBe(1);
    fs.writeFileSync(path.join(station.folder, 'ran.txt.ok'), '');
    await station.wherry('retry', '1');
    station.disk.fill(0.5 * MB);
    expect((await station.once()).code).toBe(3);
    expect(await station.file('a.csv')).toMatchObject({ state: 'ready', position: 'step:0' });
    expect(station.ran()).toHaveLength(1);
    station.disk.fill(2 * MB);
    expect((await station.once()).code).toBe(0);
    expect(station.ran()).toHaveLength(2);
  });

  test('b39: a disk that fills up in the middle of a download leaves nothing behind but a file that is fetched later', async () => {
    const station = await onSmallDisk([demoFile('a.bin', Buffer.alloc(3 * MB)), demoFile('b.csv', 'b')]);
    let reads = 0;
    station.instance.faults.sftp = ({ name }) => {
      if (name === 'READ' && ++reads === 5) station.disk.fill(0);
      return null;
    };
    const { code, stderr } = await station.once();
    expect([code, stderr]).toEqual([3, expect.stringMatching(/of 3,000,000 bytes, then .*(full|free)/)]);
    expect(await station.file('a.bin')).toMatchObject({ state: 'ready', attempt: 0, failures: 0 });
    expect(station.attributes('a.bin')).toMatchObject({ client_status: 'STARTED' });
    expect(station.attributes('b.csv')).toEqual({});
    expect(fs.readdirSync(path.join(station.disk.folder, 'target'))).toEqual([]);
    station.instance.faults.sftp = null;
    station.disk.empty();
    expect((await station.once()).code).toBe(0);
    expect(station.ran()).toEqual(['a.bin', 'b.csv']);
    expect(station.attributes('a.bin')).toMatchObject({ client_status: 'SUCCESS' });
  });

  test('b39, b67: a disk that stays full is told by one mail, and its end by another', async () => {
    const mailbox = await startMailbox(temporaryFolder());
    onTestFinished(() => mailbox.stop());
    const email = {
      from: 'w@example.com',
      success_email: '',
      alert_email: 'alarm@example.com',
      smtp_host: mailbox.host,
      smtp_port: mailbox.port,
    };
    const station = await onSmallDisk([demoFile('a.csv', 'content of a')], { email });
    const mails = () =>
      fs.readdirSync(mailbox.folder).map((name) => fs.readFileSync(path.join(mailbox.folder, name), 'utf8'));
    station.disk.fill(3 * MB);
    const { child, ended, output } = station.start('--interval', '1');
    await expect.poll(() => output().split('are needed').length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(mails()).toEqual([expect.stringContaining('are needed')]);
    station.disk.empty();
    await expect.poll(station.ran, { timeout: 20_000 }).toEqual(['a.csv']);
    await expect.poll(() => mails().length, { timeout: 20_000 }).toBe(2);
    child.kill('SIGTERM');
    await ended;
    expect(mails()[1]).toContain('works again');
  });

  test('the store on a full disk ends the run with a clear message; afterwards nothing was run twice or reported wrongly', async () => {
    const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, `content of ${name}`));
    const disk = smallDisk(8);
    const station = await createWorkstation({
      files,
      ini: () => ({
        processing: { critical_free: 0, min_free: 0 },
        logging: { log_dir: path.join(disk.folder, 'logs') },
      }),
    });
    const options = ['--config', station.config, '--data-dir', path.join(disk.folder, 'state')];
    const run = () => wherry(['--once', ...options], { cwd: station.folder });
    station.instance.faults.sftp = ({ name, path: file }) => {
      if (name === 'READ' && file?.endsWith('b.csv') === true) disk.fill(0);
      return null;
    };
    const full = await run();
    expect([full.code, full.stderr]).toEqual([
      3,
      expect.stringMatching(/wherry\.db: the disk is full\. Free some space/),
    ]);
    expect(station.attributes('b.csv')).toMatchObject({ client_status: 'STARTED' });
    const again = await run();
    expect([again.code, again.stderr]).toEqual([3, expect.stringMatching(/full|free/)]);
    station.instance.faults.sftp = null;
    disk.empty();
    expect((await run()).code).toBe(0);
    expect(station.ran()).toEqual(['a.csv', 'b.csv', 'c.csv']);
    for (const { record } of files)
      expect(station.attributes(String(record['fileName']))).toMatchObject({ client_status: 'SUCCESS' });
  });

  test('a log on a full disk disturbs nobody, has no half lines, and tells afterwards how many are missing', () => {
    const disk = smallDisk(1);
    const log = createLogFile({
      directory: disk.folder,
      name: 'w',
      level: 'info',
      clock: systemClock,
      redactor: createRedactor(),
    });
    log.info('first');
    disk.fill(0);
    for (let line = 0; line < 200; line++) log.info(`line ${line} ${'x'.repeat(100)}`);
    disk.empty();
    log.info('last');
    log.close();
    const lines = fs.readFileSync(path.join(disk.folder, 'w.log'), 'utf8').trimEnd().split('\n');
    const missing = /WARN {2}(\d+) lines are missing here: the log could not be written$/.exec(lines.at(-2)!);
    expect(Number(missing![1]) + lines.length).toBe(203);
    expect(lines.filter((line) => !/( first| x{100}| last|written)$/.test(line))).toEqual([]);
  });
});
