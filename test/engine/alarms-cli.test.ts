// Alarms and mails as an operator has them: the command line, started by cron again and again.
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { type Mailbox, startMailbox } from '#demo/mailbox.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { createWorkstationHere as createWorkstation, type WorkstationOptions } from '../helpers/workstation.ts';

async function mailbox(): Promise<Mailbox & { subjects(): string[] }> {
  const box = await startMailbox(temporaryFolder());
  onTestFinished(() => box.stop());
  const raws = () => fs.readdirSync(box.folder).map((name) => fs.readFileSync(path.join(box.folder, name), 'utf8'));
  return { ...box, subjects: () => raws().map((raw) => /^Subject: \[Wherry\] default: (.*?)\r?$/m.exec(raw)![1]!) };
}

function mailTo(port: number) {
  const addresses = { from: 'w@example.com', success_email: 'ok@example.com', alert_email: 'alarm@example.com' };
  return { ...addresses, smtp_host: '127.0.0.1', smtp_port: port };
}

function withMail(port: number, rest: WorkstationOptions = {}) {
  return createWorkstation({ ...rest, ini: (...parts) => ({ ...rest.ini?.(...parts), email: mailTo(port) }) });
}

test('b67: run by cron, an outage is one alert and one "works again"', async () => {
  const box = await mailbox();
  const station = await withMail(box.port);
  station.instance.faults.http = () => ({ kind: 'answer', status: 401 });
  for (let times = 0; times < 3; times++) expect((await station.once()).code).toBe(2);
  expect(box.subjects()).toEqual(['the run failed']);
  station.instance.faults.http = null;
  await station.once();
  await station.once();
  expect(box.subjects().toSorted()).toEqual(['report.csv: SUCCESS', 'the run failed', 'works again']);
});

test('b65: a mail that could not be sent is seen in "runs" and "check", changes nothing, and is sent by the next run', async () => {
  const box = await mailbox();
  const station = await withMail(1);
  expect((await station.once()).code).toBe(0);
  expect(station.attributes('report.csv')).toMatchObject({ client_status: 'SUCCESS' });
  expect((await station.wherry('runs')).stdout).toContain('1 mail not sent yet');
  const text = fs.readFileSync(station.config, 'utf8');
  fs.writeFileSync(station.config, text.replace('smtp_port = 1\n', `smtp_port = ${box.port}\n`));
  const check = await station.wherry('check');
  expect([check.code, check.stdout]).toEqual([
    1,
    expect.stringMatching(/FAIL +unsent mails +1 could not be sent since/),
  ]);
  expect((await station.once()).code).toBe(0);
  expect(box.subjects()).toEqual(['report.csv: SUCCESS']);
  expect((await station.wherry('check')).code).toBe(0);
});

test('b66, b72: a crash in the middle of a run loses no mail of it and sends none twice', async () => {
  const box = await mailbox();
  const station = await withMail(box.port, {
    files: ['a.csv', 'b.csv'].map((name) => demoFile(name, name)),
    ini: () => ({ processing: { command_1: 'case {{ fileName }} in b*) kill -9 $PPID; sleep 0.2;; esac' } }),
  });
  expect((await station.start('--once').ended).code).toBeNull();
  expect(box.subjects()).toEqual([]);
  await station.once();
  await station.once();
  expect(box.subjects()).toEqual(['b.csv: FAILED', 'a.csv: SUCCESS']);
});

test('b73: quarantine is one alert, which says how it ends, and none again while the file stays', async () => {
  const box = await mailbox();
  const station = await withMail(box.port, {
    ini: () => ({
      list: { where: '{"fileName": "report.csv"}' },
      processing: { command_1: 'exit 4', quarantine_after: 2 },
    }),
  });
  for (let times = 0; times < 4; times++) await station.once();
  expect(box.subjects()).toEqual(['report.csv: FAILED', 'report.csv: FAILED, set aside after 2 failures']);
});

test('b70: the heartbeat is asked after each good run and never logged', async () => {
  const asked: string[] = [];
  const watcher = http.createServer((request, response) => {
    asked.push(request.url!);
    response.end();
  });
  watcher.listen(0, '127.0.0.1');
  await once(watcher, 'listening');
  onTestFinished(() => void watcher.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a TCP server
  const { port } = watcher.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/ping/t0ken-of-the-check`;
  const station = await createWorkstation({
    ini: () => ({ alarms: { heartbeat_url: url, heartbeat_fail_url: `${url}/fail` } }),
  });
  station.instance.faults.http = () => ({ kind: 'answer', status: 401 });
  await station.once();
  station.instance.faults.http = null;
  const good = await station.once();
  expect([good.code, asked]).toEqual([0, ['/ping/t0ken-of-the-check/fail', '/ping/t0ken-of-the-check']]);
  await new Promise((resolve) => watcher.close(resolve));
  const away = await station.once();
  expect([away.code, away.stderr]).toEqual([0, expect.stringContaining('the heartbeat could not be sent')]);
  const logs = path.join(station.folder, 'logs');
  const logged = fs.readdirSync(logs).map((name) => fs.readFileSync(path.join(logs, name), 'utf8'));
  expect([...logged, away.stderr].join('\n')).not.toContain('t0ken');
});
