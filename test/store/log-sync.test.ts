import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { createLogSync } from '#engine/store/log-sync.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { wherry } from '../helpers/wherry.ts';
import { createWorkstation } from '../helpers/workstation.ts';

const HOOK = pathToFileURL(path.join(import.meta.dirname, 'note-syncs.mjs')).href;

test('b72: what has been decided is on the disk before STARTED is sent, a command starts, or its end is told', async () => {
  const sizes: Record<'claim' | 'command' | 'outcome', string[]> = { claim: [], command: [], outcome: [] };
  let [log, synced] = ['', ''];
  const station = await createWorkstation({
    files: ['a.csv', 'b.csv', 'c.csv'].map((name) => demoFile(name, `content of ${name}`)),
    ini(_, folder) {
      log = path.join(folder, 'state', 'wherry.db-wal');
      synced = path.join(folder, 'synced');
      const command = `echo $(cat ${synced}) $(wc -c < ${log}) >> RAN`;
      return { processing: { parallel: 1, success_dir_name: '', command_1: command, claim_settle: 0 } };
    },
  });
  station.instance.faults.http = ({ method, body }) => {
    const sent = JSON.stringify(body);
    const what = sent.includes('STARTED') ? 'claim' : sent.includes('SUCCESS') ? 'outcome' : null;
    if (method !== 'GET' && what !== null)
      sizes[what].push(`${fs.readFileSync(synced, 'utf8')} ${fs.statSync(log).size}`);
    return null;
  };
  const env = { NODE_OPTIONS: `--import=${HOOK}`, SYNCED: synced, LOG: log };
  expect((await wherry(['--once', ...station.options], { cwd: station.folder, env })).code).toBe(0);
  sizes.command = station.ran();
  for (const seen of Object.values(sizes)) {
    expect(seen).toHaveLength(3);
    for (const line of seen) {
      const [durable, written] = line.split(' ');
      expect(durable, line).toBe(written);
    }
  }
});

function logOf(): string {
  const file = path.join(temporaryFolder(), 'wherry.db');
  fs.writeFileSync(`${file}-wal`, 'log');
  return file;
}

/** A disk whose syncs end when the test says so. */
function slowDisk(): { sync: () => Promise<void>; ends: ((error?: Error) => void)[] } {
  const ends: ((error?: Error) => void)[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => ends.push((error) => (error === undefined ? resolve() : reject(error))));
  return { sync, ends };
}

/** Lets everything happen that waits for nothing. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('who asks while a sync is under way waits for the next one, which all of them share', async () => {
  const { sync, ends } = slowDisk();
  const log = createLogSync(logOf(), { checkpoint: () => expect.fail('nothing has failed'), sync });
  const told: string[] = [];
  const asked = ['first', 'second', 'third'].map(async (name, index) => {
    for (let turn = 0; turn < index; turn++) await settled();
    await log.onDisk();
    told.push(name);
  });
  for (let turn = 0; turn < 5; turn++) await settled();
  expect(ends).toHaveLength(1);
  ends[0]!();
  await settled();
  await settled();
  expect([told, ends.length]).toEqual([['first'], 2]);
  ends[1]!();
  await Promise.all(asked);
  expect([told, ends.length]).toEqual([['first', 'second', 'third'], 2]);
  log.close();
});

test('after a sync that failed nothing is believed before all of the log was written into the database', async () => {
  const { sync, ends } = slowDisk();
  let checkpoints = 0;
  let isHeld = true;
  const log = createLogSync(logOf(), {
    checkpoint() {
      if (isHeld) throw new Error('held');
      checkpoints++;
    },
    sync,
  });
  const refused = log.onDisk();
  await settled();
  ends[0]!(new Error('EIO'));
  await expect(refused).rejects.toThrow('EIO');
  await expect(log.onDisk()).rejects.toThrow('held');
  isHeld = false;
  const accepted = log.onDisk();
  await settled();
  expect(checkpoints).toBe(1);
  ends[1]!();
  await accepted;
  const next = log.onDisk();
  await settled();
  ends[2]!();
  await next;
  expect(checkpoints).toBe(1);
  log.close();
});
