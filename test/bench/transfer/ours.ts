// Wherry's own way from an SFTP server to verified files, without API, store and command: the session and download().
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '#engine/clock.ts';
import { download } from '#engine/download.ts';
import { createFreeSpace, type FreeSpace } from '#engine/free-space.ts';
import { silentLog } from '#engine/log.ts';
import { createSftpSession, type SftpSession } from '#engine/sources/sftp-session.ts';
import { SftpSettings } from '#shared/sftp.ts';
import type { Contender } from '../contest.ts';
import type { Job } from './peers.ts';

export interface Expected {
  name: string;
  sizeBytes: number;
  md5: string;
}

export interface Ours extends Contender {
  /** Ms at the 99th percentile, the worst of the turns so far; up to 1 ms of it is the meter's own. */
  loopDelayMs(): number;
}

/** Logs in, fetches all files, hashes and syncs each, compares, and ends the connection: all of it is timed. */
export function wherry(name: string, job: Job, files: readonly Expected[], inFlight: number): Ours {
  const { host, port, username } = job.server;
  const settings = SftpSettings.parse({ host, port, username, password: 'password' });
  const hostKeys = { get: () => job.server.fingerprint(), trust() {} };
  const context = { log: silentLog, secret: () => job.server.password, hostKeys };

  let worstNs = 0;

  async function fetchAll(): Promise<void> {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const session = createSftpSession(settings, context);
    const space = createFreeSpace(
      { targetDirectory: job.target, space: { minFreeBytes: 0, criticalFreeBytes: 0 } },
      job.target,
    );
    const queue = files.values();
    await Promise.all(Array.from({ length: inFlight }, () => lane(session, space, queue)));
    await session.close();
    delay.disable();
    worstNs = Math.max(worstNs, delay.percentile(99));
  }

  async function lane(session: SftpSession, space: FreeSpace, queue: IterableIterator<Expected>): Promise<void> {
    for (const { name: fileName, sizeBytes, md5 } of queue) {
      const received = await download({
        source: {
          open: (_, offset, signal) => session.read(`/upload/${job.folder}/${fileName}`, { offset, sizeBytes }, signal),
        },
        file: { ref: fileName, externalId: fileName, name: fileName, sizeBytes, checksum: null, meta: {} },
        partPath: path.join(job.target, fileName),
        clock: systemClock,
        signal: new AbortController().signal,
        onProgress() {},
        needSpace: space.toReceive,
      });
      if (received.md5 !== md5) throw new Error(`${fileName}: ${received.md5} instead of ${md5}`);
    }
  }

  return { name, run: fetchAll, loopDelayMs: () => worstNs / 1e6 };
}
