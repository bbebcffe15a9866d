// The single-instance lock: a file with the holder's process id, and a socket by which a second start tells the first.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface SecondStart {
  argv: string[];
  cwd: string;
  data: unknown;
}

export type LockAnswer =
  | { isFirst: true }
  /** `told` settles when the first instance has the message; the process must not end before. */
  | { isFirst: false; told: Promise<void> };

/** Synchronous, as in Electron. `onSecond` is called in the first instance for every later start with the same folder. */
export function takeLock(folder: string, data: unknown, onSecond: (second: SecondStart) => void): LockAnswer {
  mkdirSync(folder, { recursive: true });
  const lockFile = join(folder, 'double.lock');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const socket = join(tmpdir(), `electron-double-${name}.sock`);

  while (!writeExclusive(lockFile)) {
    if (isAlive(Number(readFileSync(lockFile, 'utf8')))) {
      return { isFirst: false, told: tellFirst(socket, { argv: process.argv, cwd: process.cwd(), data }) };
    }
    rmSync(lockFile, { force: true }); // its holder was killed
  }
  rmSync(socket, { force: true });
  const hear = async (connection: Socket): Promise<void> => {
    onSecond(JSON.parse(await text(connection)));
    connection.end('told');
  };
  const server = createServer({ allowHalfOpen: true }, (connection) => void hear(connection));
  server.listen(socket).unref();
  process.on('exit', () => {
    rmSync(lockFile, { force: true });
    rmSync(socket, { force: true });
  });
  return { isFirst: true };
}

async function tellFirst(socket: string, second: SecondStart): Promise<void> {
  const connection = connect({ path: socket, allowHalfOpen: true });
  connection.end(JSON.stringify(second));
  await text(connection);
}

function writeExclusive(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
