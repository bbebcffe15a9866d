// From a real OpenSSH server on loopback to verified files, against the programs that a user would take instead.
// node test/bench/transfer.ts [ROUNDS] [big|small|middle] [alone], alone: without the others, for a profile. Needs root for the server's account, and takes some minutes.
import { createHash, randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countBuffersWithTheHeap } from '#host/buffer-memory.ts';
import { opensshMissing, startOpenSsh } from '../servers/openssh.ts';
import { contest, type Contender } from './contest.ts';
import { print, tellRatio } from './figures.ts';
import { type Expected, wherry } from './transfer/ours.ts';
import { FAST_CIPHER, type Job, lftp, md5sum, paramiko, peer, PYTHON, rclone, sftpGet } from './transfer/peers.ts';

const RCLONE_TUNED =
  '--sftp-chunk-size 255k --sftp-concurrency 64 --sftp-disable-hashcheck --transfers 16 --checkers 16';
const KIBIBYTE = 1024;
const SETS = {
  big: { title: 'one file of 1 GiB', count: 1, sizeBytes: KIBIBYTE ** 3, inFlight: 1, lftp: 'mirror FOLDER TARGET' },
  small: {
    title: '2,000 files of 8 KiB',
    count: 2_000,
    sizeBytes: 8 * KIBIBYTE,
    inFlight: 16,
    lftp: 'mirror -P4 FOLDER TARGET',
  },
  middle: {
    title: '200 files of 1 MiB',
    count: 200,
    sizeBytes: KIBIBYTE ** 2,
    inFlight: 8,
    lftp: 'mirror -P4 FOLDER TARGET',
  },
};
type SetName = keyof typeof SETS;

const GOALS: Partial<Record<SetName, Record<string, number>>> = {
  big: { 'sftp get, aes128-gcm, then md5sum': 0.95, 'rclone copy': 1.4, 'paramiko, then MD5': 2 },
  small: { 'sftp get -r, then md5sum': 2.5, 'rclone copy': 3 },
};

async function makeFiles(
  folder: string,
  { count, sizeBytes }: { count: number; sizeBytes: number },
): Promise<Expected[]> {
  fs.mkdirSync(folder);
  return Array.from({ length: count }, (_, index) => {
    const name = `file-${index}.bin`;
    const content = randomFillSync(Buffer.alloc(sizeBytes));
    fs.writeFileSync(path.join(folder, name), content);
    return { name, sizeBytes, md5: createHash('md5').update(content).digest('hex') };
  });
}

/** Of whoever fetched it. The bytes of peers are not compared with ours; their number is. */
function assertWhole(target: string, files: readonly Expected[]): void {
  for (const { name, sizeBytes } of files) {
    if (fs.statSync(path.join(target, name)).size !== sizeBytes) throw new Error(`${name} is not whole`);
  }
}

async function run(set: SetName, rounds: number, base: Omit<Job, 'folder'>): Promise<void> {
  const { title, inFlight, ...what } = SETS[set];
  const job = { ...base, folder: set };
  const files = await makeFiles(path.join(base.server.root, 'upload', set), what);
  const withMd5 = (fetching: () => Promise<void>) => async (): Promise<void> => {
    await fetching();
    await md5sum(job);
  };
  const ours = `Wherry, ${inFlight} at a time, with MD5 and sync`;
  print(`${title}, ${rounds} rounds`);
  const own = wherry(ours, job, files, inFlight);
  const contenders = [
    own,
    peer('sftp get, aes128-gcm', 'sftp', () => sftpGet(job, FAST_CIPHER)),
    peer(
      'sftp get, aes128-gcm, then md5sum',
      'sftp',
      withMd5(() => sftpGet(job, FAST_CIPHER)),
    ),
    peer(
      'sftp get -r, then md5sum',
      'sftp',
      withMd5(() => sftpGet(job, '')),
    ),
    peer('rclone copy', 'rclone', () => rclone(job, '')),
    peer('rclone copy --transfers 16', 'rclone', () => rclone(job, '--transfers 16')),
    peer('rclone copy, tuned', 'rclone', () => rclone(job, RCLONE_TUNED)),
    peer('lftp mirror', 'lftp', () => lftp(job, what.lftp)),
    peer('paramiko, then MD5', PYTHON, () => paramiko(job)),
  ].filter((contender) => contender !== null && (!isAlone || contender === own)) as Contender[];
  const seconds = await contest(contenders, {
    rounds,
    prepare() {
      // Left where there are thousands: ext4 takes milliseconds for a new file after so many were deleted.
      if (files.length < 1_000) fs.rmSync(job.target, { recursive: true, force: true });
      job.target = fs.mkdtempSync(path.join(job.scratch, 'target-'));
    },
    check: () => assertWhole(job.target, files),
  });
  const value = 20 / own.loopDelayMs();
  const delay = `${own.loopDelayMs().toFixed(1)} ms at the 99th percentile`;
  print(`the event loop of the process that downloads was held up for ${delay}`);
  if (set === 'big') tellRatio({ name: `${title}: 20 ms of the event loop's delay`, value, better: 'more', goal: 1 });
  for (const [name, theirs] of seconds) {
    if (name === ours) continue;
    const goal = GOALS[set]?.[name] ?? null;
    tellRatio({ name: `${title}: times as fast as ${name}`, value: theirs / seconds.get(ours)!, better: 'more', goal });
  }
}

// As the application and the command line do.
countBuffersWithTheHeap();
const rounds = Number(process.argv[2] ?? 5);
const only = process.argv[3];
const isAlone = process.argv[4] === 'alone';
const missing = opensshMissing();
if (missing !== null) {
  print(`left out: ${missing}`);
} else {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-transfer-'));
  const server = await startOpenSsh();
  try {
    for (const set of Object.keys(SETS) as SetName[]) {
      if (only === undefined || only === set)
        await run(set, rounds, { server, scratch, target: path.join(scratch, 'none') });
    }
  } finally {
    await server.stop();
    fs.rmSync(scratch, { recursive: true });
  }
}
