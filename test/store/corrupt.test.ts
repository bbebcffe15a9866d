// Databases that are really damaged: set aside, never repaired, and nothing is run again because of it.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { startMailbox } from '#demo/mailbox.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import {
  createWorkstationHere as createWorkstation,
  type Workstation,
  type WorkstationOptions,
} from '../helpers/workstation.ts';

const clock = { now: () => 1_700_000_000_000, sleep: () => Promise.resolve() };

function openStore(folder: string): Store {
  const store = createStore(path.join(folder, 'wherry.db'), clock, () => {});
  onTestFinished(() => store.close());
  return store;
}

/** Of a store with some hundred files. */
function writtenDatabase(): { folder: string; file: string } {
  const folder = temporaryFolder();
  const store = openStore(folder);
  store.discover(
    'rule',
    Array.from({ length: 300 }, (_, index) => sourceFile(`file-${index}`)),
  );
  store.close();
  return { folder, file: path.join(folder, 'wherry.db') };
}

const DAMAGE: Record<string, (file: string) => void> = {
  'that is no database': (file) => fs.writeFileSync(file, 'no database at all\n'.repeat(1_000)),
  'that is empty': (file) => fs.truncateSync(file, 0),
  'whose bytes are zeros': (file) => fs.writeFileSync(file, Buffer.alloc(fs.statSync(file).size)),
  'that was cut off': (file) => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2)),
  'with a page of garbage': (file) => {
    const descriptor = fs.openSync(file, 'r+');
    const pages = fs.fstatSync(descriptor).size / 4096;
    for (let page = 1; page < pages; page += 3)
      fs.writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    fs.closeSync(descriptor);
  },
};

describe.each(Object.entries(DAMAGE))('a database %s', (_, damage) => {
  test('is set aside as it is, and a new one is there', () => {
    const { folder, file } = writtenDatabase();
    damage(file);
    const bytes = fs.readFileSync(file);
    const store = openStore(folder);
    const name = store.setAsideIfDamaged();
    expect(name).toBe('wherry.db.corrupt-2023-11-14T221320');
    expect(fs.readFileSync(path.join(folder, name!)).equals(bytes)).toBe(true);
    expect(store.files({ states: null, limit: 10, offset: 0 })).toEqual([]);
    expect(store.setAsideIfDamaged()).toBeNull();
    store.beginRebuild(['rule']);
    expect(store.pendingRebuild('rule')).toEqual([name]);
  });
});

test('a sound database is left alone', () => {
  const { folder } = writtenDatabase();
  const store = openStore(folder);
  expect(store.setAsideIfDamaged()).toBeNull();
  expect(store.files({ states: null, limit: 1_000, offset: 0 })).toHaveLength(300);
  store.beginRebuild(['rule']);
  expect(store.pendingRebuild('rule')).toEqual([]);
});

test('who only looks changes no byte of the database', () => {
  const { folder, file } = writtenDatabase();
  const bytes = fs.readFileSync(file);
  const store = createStore(file, clock, () => {});
  expect(store.isReadable()).toBe(true);
  store.close();
  expect(fs.readdirSync(folder)).toEqual(['wherry.db']);
  expect(fs.readFileSync(file).equals(bytes)).toBe(true);
});

test('a crash between setting aside and the new database loses nothing: the rule is still to be rebuilt', () => {
  const { folder, file } = writtenDatabase();
  fs.renameSync(file, `${file}.corrupt-2026-01-01T000000`);
  const store = openStore(folder);
  store.beginRebuild(['rule']);
  expect(store.pendingRebuild('rule')).toEqual(['wherry.db.corrupt-2026-01-01T000000']);
  store.finishRebuild('rule');
  store.beginRebuild(['rule', 'added later']);
  expect([store.pendingRebuild('rule'), store.pendingRebuild('added later')]).toEqual([[], []]);
});

test('in a rebuilt database a file that the source shows as SUCCESS is done, as STARTED interrupted, others are run', () => {
  const { folder, file } = writtenDatabase();
  fs.truncateSync(file, 0);
  const store = openStore(folder);
  store.setAsideIfDamaged();
  store.beginRebuild(['rule']);
  const found = store.discover('rule', [
    sourceFile('a', { reported: 'succeeded' }),
    sourceFile('b', { reported: 'started' }),
    sourceFile('c', { reported: 'failed' }),
    sourceFile('d'),
  ]);
  expect(found.map(({ file: { state } }) => state)).toEqual(['done', 'interrupted', 'ready', 'ready']);
  const [elsewhere] = store.discover('another rule', [sourceFile('a', { reported: 'succeeded' })]);
  expect(elsewhere!.file.state).toBe('ready');
  expect(store.requeue(found[1]!.file.id, 'me@here')).toMatchObject({ state: 'ready', position: 'download' });
});

const two = () => ['done.csv', 'started.csv'].map((name) => demoFile(name, `content of ${name}`));

/** After a run in which one file was done; the other one is STARTED, as if the machine had died. */
async function damagedStation(ini: NonNullable<WorkstationOptions['ini']> = () => ({})): Promise<Workstation> {
  const [done, started] = two();
  const station = await createWorkstation({ files: [done!], ini });
  expect((await station.once()).code).toBe(0);
  started!.record['attributes'] = { client_status: 'STARTED' };
  station.instance.addFile(started!);
  fs.truncateSync(path.join(station.folder, 'state', 'wherry.db'), 8_000);
  return station;
}

describe('an operator whose database is damaged', () => {
  test('b26: is told in the console and by one mail, and finds the STARTED file on the attention list, not run again', async () => {
    const mailbox = await startMailbox(temporaryFolder());
    onTestFinished(() => mailbox.stop());
    const station = await damagedStation(() => ({
      email: {
        smtp_host: mailbox.host,
        smtp_port: mailbox.port,
        from: 'w@example.com',
        alert_email: 'alarm@example.com',
      },
    }));
    const { code, stderr } = await station.once();
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/the database is damaged: it was set aside as wherry\.db\.corrupt-/),
    ]);
    expect(stderr).toMatch(
      /1 file is STARTED at the source.*Keys of file servers that were trusted at first use are lost/,
    );
    expect(await station.file('started.csv')).toMatchObject({
      state: 'interrupted',
      reason: expect.stringMatching(/^unknown/),
    });
    expect((await station.once()).stderr).not.toContain('damaged');
    const mails = fs
      .readdirSync(mailbox.folder)
      .map((name) => fs.readFileSync(path.join(mailbox.folder, name), 'utf8'));
    expect(mails).toEqual([expect.stringContaining('the database was damaged')]);
    expect(station.ran()).toEqual(['done.csv']);
    expect(station.attributes('started.csv')).toEqual({ client_status: 'STARTED' });
    expect((await station.wherry('retry', '1')).code).toBe(0);
    expect((await station.once()).code).toBe(0);
    expect(station.ran()).toEqual(['done.csv', 'started.csv']);
  });

  test('b27: leaves what another machine has taken to that machine', async () => {
    const station = await damagedStation();
    const theirs = demoFile('theirs.csv', 'x');
    theirs.record['attributes'] = {
      client_status: 'STARTED',
      client_claim: 'elsewhere:1-2 77 2026-11-23T06:00:00.000Z',
    };
    station.instance.addFile(theirs);
    expect((await station.once()).code).toBe(0);
    expect(await station.file('theirs.csv')).toBeUndefined();
    expect(await station.file('started.csv')).toMatchObject({ state: 'interrupted' });
  });

  test('b28: with a filter that lists everything, nothing that was done is run again', async () => {
    const station = await damagedStation(() => ({ list: { where: '{"format": "comma"}' } }));
    expect((await station.once()).code).toBe(0);
    expect(station.ran()).toEqual(['done.csv']);
    expect(await station.file('done.csv')).toMatchObject({ state: 'done' });
    expect(await station.file('started.csv')).toMatchObject({ state: 'interrupted' });
  });

  test('is told by "wherry files" what to do, and nothing is changed by asking', async () => {
    const station = await damagedStation();
    const before = fs.readdirSync(path.join(station.folder, 'state')).toSorted();
    const { code, stderr } = await station.wherry('files');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/wherry\.db: the database is damaged\n.*"wherry run"/)]);
    expect(fs.readdirSync(path.join(station.folder, 'state')).filter((name) => name.includes('corrupt'))).toEqual([]);
    expect(before).toContain('wherry.db');
  });
});
