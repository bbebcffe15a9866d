// The SFTP server, a real OpenSSH, is away, breaks off, stalls, or the file is not what the record says.
import fs from 'node:fs';
import path from 'node:path';
import type { ProxyMode } from '../servers/fault-proxy.ts';
import { type Bench, fileIn } from './bench.ts';
import { DONE, type Fault, type Stand } from './fault.ts';

const NOT_CLAIMED = 'The run ends before any file is claimed; nothing was touched. The next run comes by itself.';
const WAITS = 'Three tries; then the file waits, longer after each failure, and others go on. It stays STARTED.';
const FAILED =
  'FAILED with the reason, the command does not run, others go on. `wherry retry` takes it again when it is mended.';
const BIG = Buffer.alloc(600_000, 'wherry,0123456789\n');

function away(id: string, fault: string, mode: ProxyMode): Fault {
  return {
    id,
    fault,
    outcome: NOT_CLAIMED,
    breaks: ({ sftp }) => sftp.set(mode),
    broken: { code: 3, stands: { 'a.csv': ['ready', null], 'b.csv': ['ready', null] } },
    mends: ({ sftp }) => sftp.set({ kind: 'pass' }),
  };
}

/** The login passes, the bytes do not. */
function midway(id: string, fault: string, mode: ProxyMode, says = 'try 2 of 3'): Fault {
  return {
    id,
    fault,
    outcome: WAITS,
    files: (directory) => [fileIn(directory, 'big.csv', BIG)],
    breaks: ({ sftp }) => sftp.set(mode),
    broken: { code: 1, stands: { 'big.csv': ['waiting', 'STARTED'] }, says },
    mends: ({ sftp }) => sftp.set({ kind: 'pass' }),
  };
}

/** Something is wrong with b.csv on the server. */
function spoilt(
  id: string,
  fault: string,
  spoil: (file: string) => void,
  mend: (file: string) => void,
  says: string,
): Fault {
  return {
    id,
    fault,
    outcome: FAILED,
    breaks: (bench) => spoil(path.join(bench.upload, 'b.csv')),
    broken: { code: 1, stands: { 'a.csv': DONE, 'b.csv': ['failed', 'FAILED'] }, says },
    async mends(bench) {
      mend(path.join(bench.upload, 'b.csv'));
      await retry(bench, 'b.csv');
    },
  };
}

async function retry({ station }: Bench, name: string): Promise<void> {
  const { id } = await station.file(name);
  const { code, stderr } = await station.wherry('retry', String(id));
  if (code !== 0) throw new Error(stderr);
}

const READY: Record<string, Stand> = { 'a.csv': ['ready', null], 'b.csv': ['ready', null] };

export const SFTP_FAULTS: readonly Fault[] = [
  away('sftp-refused', 'The SFTP server refuses connections', { kind: 'refuse' }),
  away('sftp-reset', 'The connection is reset within the handshake', {
    kind: 'reset',
    direction: 'down',
    afterBytes: 300,
  }),
  away('sftp-truncated', 'The server hangs up within the handshake', {
    kind: 'truncate',
    direction: 'down',
    afterBytes: 300,
  }),
  away('sftp-stalled', 'The SFTP server accepts and says nothing', { kind: 'stall' }),
  away('sftp-half-open', 'What we send arrives, nothing comes back', { kind: 'half-open', direction: 'down' }),
  {
    id: 'sftp-unknown-host',
    fault: 'The name of the SFTP server is not known',
    outcome: NOT_CLAIMED,
    ini: () => ({ sftp: { host: 'wherry.invalid' } }),
    breaks: () => {},
    broken: { code: 3, stands: READY, says: 'wherry.invalid' },
    mends: ({ rewrite }) => rewrite('wherry.invalid', '127.0.0.1'),
  },
  {
    id: 'sftp-wrong-password',
    fault: 'The SFTP password is wrong',
    outcome: 'One try, then the run ends before any file is claimed; the rule is left alone for a long while.',
    breaks: ({ rewrite }) => rewrite('remote_password = ', 'remote_password = x'),
    broken: { code: 2, stands: READY, says: 'login' },
    mends: ({ rewrite }) => rewrite('remote_password = x', 'remote_password = '),
  },
  {
    id: 'sftp-wrong-host-key',
    fault: 'The server shows another host key than the one that was set or met before',
    outcome: 'Refused before the password is sent. The message shows both; a person decides.',
    ini: () => ({ sftp: { host_key: `SHA256:${'A'.repeat(43)}` } }),
    breaks: () => {},
    broken: { code: 2, stands: READY, says: 'SHA256:' },
    mends: ({ rewrite }) => rewrite('host_key = SHA256', '# host_key = SHA256'),
  },
  midway('sftp-reset-midway', 'The connection is reset within a file', {
    kind: 'reset',
    direction: 'down',
    afterBytes: 150_000,
  }),
  midway('sftp-truncated-midway', 'The connection ends within a file', {
    kind: 'truncate',
    direction: 'down',
    afterBytes: 150_000,
  }),
  midway(
    'sftp-stalled-midway',
    'Nothing passes any more within a file',
    { kind: 'stall', afterBytes: 150_000 },
    'bytes, then nothing arrived from',
  ),
  midway(
    'sftp-half-open-midway',
    'Within a file, what we send arrives, nothing comes back any more',
    { kind: 'half-open', direction: 'down', afterBytes: 150_000 },
    'bytes, then nothing arrived from',
  ),
  {
    ...midway('sftp-slow-loris', 'The bytes of a file trickle', { kind: 'pass' }),
    ini: () => ({ processing: { retry_tries: 2 } }),
    breaks: ({ sftp }) => sftp.set({ kind: 'slow', bytesPerSecond: 900 }),
    outcome: `Less than 1 KB within the idle timeout is given up. ${WAITS}`,
    broken: { code: 1, stands: { 'big.csv': ['waiting', 'STARTED'] }, says: 'try 1 of 2' },
  },
  spoilt(
    'file-grows',
    'The file grows after it was recorded',
    (file) => fs.appendFileSync(file, 'more\n'),
    (file) => fs.writeFileSync(file, 'b.csv\n'),
    'got more',
  ),
  spoilt(
    'file-truncated',
    'The file on the server is shorter than recorded',
    (file) => fs.truncateSync(file, 2),
    (file) => fs.writeFileSync(file, 'b.csv\n'),
    'got 2 bytes',
  ),
  spoilt(
    'file-changed',
    'The file has the recorded size, but another MD5',
    (file) => fs.writeFileSync(file, 'c.csv\n'),
    (file) => fs.writeFileSync(file, 'b.csv\n'),
    'md5 mismatch',
  ),
  spoilt(
    'file-vanished',
    'The file vanishes between list and open',
    (file) => fs.rmSync(file),
    (file) => fs.writeFileSync(file, 'b.csv\n'),
    'not found on SFTP',
  ),
  spoilt(
    'file-not-readable',
    'The account may not read the file',
    (file) => fs.chmodSync(file, 0),
    (file) => fs.chmodSync(file, 0o644),
    'permission denied',
  ),
];
