// What waits for a person, what he may decide, and what a file's story tells him. The outbox, seen from outside.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { systemClock } from '#engine/clock.ts';
import { createStore } from '#engine/store/store.ts';
import type { FileStory } from '#shared/story.ts';
import { createWorkstationHere as createWorkstation, type Workstation } from '../helpers/workstation.ts';

const ME = `${os.userInfo().username}@${os.hostname()}`;
const FAILS = { command_1: 'echo x >> RAN; echo said; echo why >&2; exit 7' };

/** Straight from the state, as a process takes its time to start. */
function transitions({ folder }: Workstation, fileId: number): FileStory['transitions'] {
  const store = createStore(path.join(folder, 'state', 'wherry.db'), systemClock, () => {});
  try {
    return store.story(fileId).transitions;
  } finally {
    store.close();
  }
}

test('a failed file that is marked as done is reported SUCCESS, runs nothing, and its story says who', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: FAILS }) });
  await station.once();
  expect((await station.wherry('files', '--attention')).stdout).toContain('report.csv');
  const done = await station.wherry('done', '1');
  expect([done.code, done.stdout]).toEqual([0, '#1 report.csv: done; its success will be reported at the next run\n']);
  expect((await station.wherry('files')).stdout).toContain('done, not yet reported');
  expect((await station.wherry('files', '--attention')).stdout).toBe('Nothing waits for you.\n');
  expect((await station.once()).code).toBe(0);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS', client_error: '' });
  expect(station.ran()).toHaveLength(1);
  const {
    transitions: moves,
    told,
    report,
  } = JSON.parse((await station.wherry('show', '1', '--json')).stdout) as FileStory;
  expect(moves).toContainEqual(expect.objectContaining({ verb: 'markDone', state: 'done', detail: `by ${ME}` }));
  expect([told, report]).toEqual(['SUCCESS', null]);
});

test('retry, skip and done each leave in the story who did it and when', async () => {
  const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, name));
  const station = await createWorkstation({ files, ini: () => ({ processing: FAILS }) });
  await station.once();
  const before = Date.now();
  for (const [index, action] of ['retry', 'skip', 'done'].entries()) {
    expect((await station.wherry(action, String(index + 1))).code).toBe(0);
    const last = transitions(station, index + 1).at(-1)!;
    expect([last.verb, last.detail]).toEqual([['requeue', 'skip', 'markDone'][index], `by ${ME}`]);
    expect(last.at).toBeGreaterThanOrEqual(before);
  }
});

test('the story of a file tells every move, the command with its output, and what the source was told', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: FAILS }) });
  await station.once();
  const { code, stdout } = await station.wherry('show', '1');
  expect(code).toBe(0);
  const facts = [
    /^#1 report\.csv \([0-9a-f]{24}, 8 bytes\)$/m,
    /state {5}failed, next: report/,
    /why {7}command_1: exit code 7: why/,
    /source {4}was told FAILED$/m,
    /\d\d:\d\d:\d\d {2}claim {5}active at download: attempt 1/,
    /begin {5}active at step:0/,
    /step:0: echo x >> .*; exit 7/,
    /exit code 7 after \d\.\d s/,
    / {2}out: said/,
    / {2}err: why/,
  ];
  for (const fact of facts) expect(stdout).toMatch(fact);
  expect((await station.wherry('show', '77')).code).toBe(1);
});

test('a person who decides about a file at which another process works is told so in plain words', async () => {
  const station = await createWorkstation({
    ini: () => ({ processing: { command_1: 'echo x >> RAN; until test -e RAN.go; do sleep 0.05; done' } }),
  });
  const { ended } = station.start('--once');
  await expect.poll(() => station.ran(), { timeout: 20_000 }).toEqual(['x']);
  for (const action of ['retry', 'skip', 'done']) {
    const { code, stderr } = await station.wherry(action, '1');
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('Wherry is working on it at this moment (command 1 is running)'),
    ]);
  }
  fs.writeFileSync(path.join(station.folder, 'ran.txt.go'), '');
  expect((await ended).code).toBe(0);
  expect(station.attributes('report.csv')).toEqual({ client_status: 'SUCCESS' });
  expect((await station.wherry('skip', '1')).stderr).toContain('report.csv (#1) cannot be skipped: it is done');
});

test('a file that a person skips while a run is on its way to it is left alone, and the run goes on', async () => {
  const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, name));
  const command_1 =
    'echo {{ fileName }} >> RAN; case {{ fileName }} in a*) until test -e RAN.go; do sleep 0.05; done;; esac';
  const station = await createWorkstation({ files, ini: () => ({ processing: { command_1 } }) });
  const { ended } = station.start('--once');
  await expect.poll(() => station.ran(), { timeout: 20_000 }).toEqual(['a.csv']);
  expect((await station.wherry('skip', '2')).code).toBe(0);
  fs.writeFileSync(path.join(station.folder, 'ran.txt.go'), '');
  expect((await ended).code).toBe(0);
  expect(station.ran()).toEqual(['a.csv', 'c.csv']);
  expect(station.attributes('b.csv')).toEqual({});
});

test.each([400, 403])(
  'b24: a report that the source refuses with %i holds up no other, and is sent again',
  async (status) => {
    const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, name));
    const station = await createWorkstation({ files });
    const refusedId = String(files[0]!.record['_id']);
    station.instance.faults.http = ({ method, path: url, body }) =>
      method === 'PUT' && url.endsWith(refusedId) && JSON.stringify(body).includes('SUCCESS')
        ? { kind: 'answer', status, body: {} }
        : null;
    const first = await station.once();
    expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('SUCCESS not yet reported')]);
    expect(station.ran()).toEqual(['a.csv', 'b.csv', 'c.csv']);
    for (const name of ['b.csv', 'c.csv']) expect(station.attributes(name)).toEqual({ client_status: 'SUCCESS' });
    expect((await station.wherry('files')).stdout).toContain('done, not yet reported');
    expect((await station.wherry('show', '1')).stdout).toMatch(
      /was told STARTED; SUCCESS is not yet reported, refused 1 times: .*/,
    );
  },
);

test('b24: reports of files that do not wait for them go on behind those that are refused', async () => {
  const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, name));
  const station = await createWorkstation({ files, ini: () => ({ processing: FAILS }) });
  await station.once();
  for (const id of ['1', '2', '3']) await station.wherry('done', id);
  const wanted = String(files[2]!.record['_id']);
  station.instance.faults.http = ({ method, path: url }) =>
    method === 'PUT' && !url.endsWith(wanted) ? { kind: 'answer', status: 403, body: {} } : null;
  await station.once();
  for (const name of ['a.csv', 'b.csv']) expect(station.attributes(name)).toMatchObject({ client_status: 'FAILED' });
  expect(station.attributes('c.csv')).toMatchObject({ client_status: 'SUCCESS' });
});

test('b24: a report whose record is gone ends with a line in the log', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: FAILS }) });
  await station.once();
  await station.wherry('done', '1');
  station.instance.faults.http = ({ path: url }) =>
    url === '/datafile' ? null : { kind: 'answer', status: 404, body: {} };
  const next = await station.once();
  expect([next.code, next.stderr]).toEqual([0, expect.stringContaining('SUCCESS not reported, its record is gone')]);
  expect((await station.wherry('files')).stdout).not.toContain('not yet reported');
});
