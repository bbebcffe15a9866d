// What fails is tried again: at once within the run, then from the backlog in a later one, and in the end a person decides.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { startMailbox } from '#demo/mailbox.ts';
import type { FileStory } from '#shared/story.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { startNode } from '../helpers/wherry.ts';
import { createWorkstationHere as createWorkstation, type Workstation } from '../helpers/workstation.ts';

const RUN_LATER = fileURLToPath(new URL('run-later.ts', import.meta.url));

function runLater({ config, folder }: Workstation, hours: number) {
  return startNode(RUN_LATER, [config, path.join(folder, 'state'), String(hours)], { cwd: folder, env: {}, input: '' })
    .ended;
}

async function story(station: Workstation, id = '1'): Promise<FileStory> {
  return JSON.parse((await station.wherry('show', id, '--json')).stdout) as FileStory;
}

function verbs({ transitions }: FileStory, verb: string): number {
  return transitions.filter((transition) => transition.verb === verb).length;
}

test('a command that fails is run again at once, each try with a begin and a result of its own', async () => {
  const station = await createWorkstation({
    ini: () => ({
      processing: { command_1: 'echo x >> RAN; test $(wc -l < RAN) -ge 3', command_retries: 2, command_2: 'true' },
    }),
  });
  const { code, stderr } = await station.once();
  expect([code, station.ran()]).toEqual([0, ['x', 'x', 'x']]);
  expect(stderr).toContain('command_1: exit code 1; try 2 of 3');
  const told = await story(station);
  expect(told.steps.map(({ step, result }) => `${step} ${result.exitCode}`)).toEqual([
    'step:0 1',
    'step:0 1',
    'step:0 0',
    'step:1 0',
  ]);
  expect(verbs(told, 'begin')).toBe(4);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
});

test('when all tries have failed it is FAILED once', async () => {
  const station = await createWorkstation({
    ini: () => ({ processing: { command_1: 'echo x >> RAN; exit 7', command_retries: 1 } }),
  });
  expect((await station.once()).code).toBe(1);
  expect(station.ran()).toHaveLength(2);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'FAILED', client_error: 'command_1: exit code 7' });
  expect(await station.file('report.csv')).toMatchObject({ state: 'failed', failures: 1 });
});

test('b36: what no second try can mend is not tried again: a template that cannot be rendered', async () => {
  const station = await createWorkstation({
    ini: () => ({
      processing: { command_1: 'echo {{ file.nope.deep }} >> RAN', command_retries: 5, command_backlog: 'true' },
    }),
  });
  expect((await station.once()).code).toBe(1);
  expect(verbs(await story(station), 'begin')).toBe(1);
  expect(station.attributes('report.csv')).toMatchObject({ client_status: 'FAILED' });
});

test('b72: killed between two tries, the file goes on with its next try', async () => {
  const station = await createWorkstation({
    ini: () => ({ processing: { command_1: 'echo x >> RAN; test -e RAN.ok', command_retries: 1, retry_delay: 60 } }),
  });
  const { child, ended, output } = station.start('--once');
  await expect.poll(output, { timeout: 20_000 }).toContain('try 2 of 2');
  child.kill('SIGKILL');
  await ended;
  fs.writeFileSync(path.join(station.folder, 'ran.txt.ok'), '');
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toHaveLength(2);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
});

test('b73: from the backlog a file is tried in later runs, then set aside with one alert, and none while it stays', async () => {
  const mailbox = await startMailbox(temporaryFolder());
  onTestFinished(() => mailbox.stop());
  const mails = () =>
    fs.readdirSync(mailbox.folder).map((name) => fs.readFileSync(path.join(mailbox.folder, name), 'utf8'));
  const station = await createWorkstation({
    files: [demoFile('bad.csv', 'bad'), demoFile('good.csv', 'good')],
    ini: () => ({
      processing: {
        command_1: 'echo {{ fileName }} >> RAN; case {{ fileName }} in bad*) exit 7;; esac',
        command_backlog: 'true',
        quarantine_after: 3,
      },
      email: {
        from: 'w@example.com',
        alert_email: 'alarm@example.com',
        smtp_host: mailbox.host,
        smtp_port: mailbox.port,
      },
    }),
  });
  const first = await runLater(station, 0);
  expect(first.stdout, first.stderr).toContain('run partial: 1 0 1');
  expect(await station.file('bad.csv')).toMatchObject({ state: 'waiting', position: 'step:0', failures: 1 });
  expect(station.attributes('bad.csv')).toMatchObject({ client_status: 'STARTED' });
  expect((await runLater(station, 1)).stdout).toContain('run partial: 0 0 1');
  expect(mails()).toEqual([]);
  expect((await runLater(station, 2)).stdout).toContain('run partial: 0 1 0');
  expect(await station.file('bad.csv')).toMatchObject({ state: 'quarantined', failures: 3 });
  expect(station.attributes('bad.csv')).toEqual({ client_status: 'FAILED', client_error: 'command_1: exit code 7' });
  expect((await runLater(station, 30)).stdout).toContain('run succeeded: 0 0 0');
  expect(station.ran()).toEqual(['bad.csv', 'good.csv', 'bad.csv', 'bad.csv']);
  expect(mails()).toHaveLength(1);
  expect(mails()[0]).toContain('set aside after 3 failures');
});
