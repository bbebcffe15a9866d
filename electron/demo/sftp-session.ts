// One SFTP session of the demo instance: reads are served from the files, everything that writes is refused.
import { posix } from 'node:path';
import type { Attributes, SFTPWrapper } from 'ssh2';
import ssh2 from 'ssh2';
import type { DemoFile } from './file.ts';
import type { SftpFault } from './faults.ts';
import { type Entry, lookUp } from './sftp-tree.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
/** The most that OpenSSH's server sends at once, too. */
const MAX_READ_BYTES = 261_120;
const WRITES_BY_PATH = ['SETSTAT', 'REMOVE', 'RMDIR', 'MKDIR', 'RENAME', 'SYMLINK'];
const WRITES_BY_HANDLE = ['WRITE', 'FSETSTAT'];
const REFUSALS = {
  'no-such-file': STATUS_CODE.NO_SUCH_FILE,
  'permission-denied': STATUS_CODE.PERMISSION_DENIED,
  failure: STATUS_CODE.FAILURE,
} as const satisfies Record<Extract<SftpFault, { kind: 'refuse' }>['status'], number>;

export interface Wanted {
  name: string;
  path: string | null;
  offset?: number;
  writes?: boolean;
}

/** Notes what is wanted and calls `answer` now, later, or never; `refuse` instead where a fault says so. */
export type Admit = (
  wanted: Wanted,
  answer: () => void,
  refuse: (status: Extract<SftpFault, { kind: 'refuse' }>['status']) => void,
) => void;

interface Opened {
  path: string;
  entry: Entry;
  /** A directory's names have been told. */
  listed: boolean;
}

export function serveSftp(sftp: SFTPWrapper, files: readonly DemoFile[], admit: Admit): void {
  const handles = new Map<string, Opened>();
  let lastHandle = 0;

  function request(id: number, wanted: Wanted, answer: () => void): void {
    admit(wanted, answer, (status) => sftp.status(id, REFUSALS[status]));
  }

  function deny(id: number): void {
    sftp.status(id, STATUS_CODE.PERMISSION_DENIED, 'Permission denied: this server is read-only');
  }

  function open(id: number, path: string, entry: Entry): void {
    const handle = String((lastHandle += 1));
    handles.set(handle, { path, entry, listed: false });
    sftp.handle(id, Buffer.from(handle));
  }

  // ssh2 leaves it to us to close our end of the channel.
  sftp.on('end', () => sftp.end());

  sftp.on('OPEN', (id, given, flags) => {
    const path = absolute(given);
    const writes = (flags & ~OPEN_MODE.READ) !== 0;
    request(id, { name: 'OPEN', path, writes }, () => {
      const entry = lookUp(files, path);
      if (writes) deny(id);
      else if (entry === null) sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      else if (entry.kind === 'directory') sftp.status(id, STATUS_CODE.FAILURE, 'Is a directory');
      else open(id, path, entry);
    });
  });

  sftp.on('READ', (id, handle, offset, length) => {
    const opened = handles.get(handle.toString());
    request(id, { name: 'READ', path: opened?.path ?? null, offset }, () => {
      if (opened?.entry.kind !== 'file') return sftp.status(id, STATUS_CODE.FAILURE);
      const bytes = opened.entry.content.subarray(offset, offset + Math.min(length, MAX_READ_BYTES));
      if (bytes.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    });
  });

  sftp.on('FSTAT', (id, handle) => {
    const opened = handles.get(handle.toString());
    request(id, { name: 'FSTAT', path: opened?.path ?? null }, () => {
      if (opened === undefined) sftp.status(id, STATUS_CODE.FAILURE);
      else sftp.attrs(id, attributes(opened.entry));
    });
  });

  function stat(name: string, id: number, given: string): void {
    const path = absolute(given);
    request(id, { name, path }, () => {
      const entry = lookUp(files, path);
      if (entry === null) sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      else sftp.attrs(id, attributes(entry));
    });
  }
  sftp.on('STAT', (id, path) => stat('STAT', id, path));
  sftp.on('LSTAT', (id, path) => stat('LSTAT', id, path));

  sftp.on('CLOSE', (id, handle) => {
    const key = handle.toString();
    request(id, { name: 'CLOSE', path: handles.get(key)?.path ?? null }, () => {
      sftp.status(id, handles.delete(key) ? STATUS_CODE.OK : STATUS_CODE.FAILURE);
    });
  });

  sftp.on('OPENDIR', (id, given) => {
    const path = absolute(given);
    request(id, { name: 'OPENDIR', path }, () => {
      const entry = lookUp(files, path);
      if (entry?.kind === 'directory') open(id, path, entry);
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    });
  });

  sftp.on('READDIR', (id, handle) => {
    const opened = handles.get(handle.toString());
    request(id, { name: 'READDIR', path: opened?.path ?? null }, () => {
      if (opened?.entry.kind !== 'directory') return sftp.status(id, STATUS_CODE.FAILURE);
      if (opened.listed) return sftp.status(id, STATUS_CODE.EOF);
      opened.listed = true;
      const { path, entry } = opened;
      sftp.name(
        id,
        entry.names.map((name) => listing(name, lookUp(files, posix.join(path, name)) ?? entry)),
      );
    });
  });

  sftp.on('REALPATH', (id, given) => {
    const path = absolute(given);
    request(id, { name: 'REALPATH', path }, () => {
      sftp.name(id, [listing(path, lookUp(files, path) ?? { kind: 'directory', names: [] })]);
    });
  });

  for (const name of WRITES_BY_PATH)
    sftp.on(name, (id: number, path: string) => request(id, { name, path, writes: true }, () => deny(id)));
  for (const name of WRITES_BY_HANDLE)
    sftp.on(name, (id: number, handle: Buffer) => {
      const path = handles.get(handle.toString())?.path ?? null;
      request(id, { name, path, writes: true }, () => deny(id));
    });
  // None is offered, and those that clients send unasked would write: hardlink, posix-rename.
  sftp.on('EXTENDED', (id, name) => {
    request(id, { name: `EXTENDED ${name}`, path: null, writes: true }, () =>
      sftp.status(id, STATUS_CODE.OP_UNSUPPORTED),
    );
  });
}

function absolute(path: string): string {
  return posix.resolve('/', path);
}

function listing(name: string, entry: Entry): { filename: string; longname: string; attrs: Attributes } {
  const attrs = attributes(entry);
  const mode = entry.kind === 'directory' ? 'dr-xr-xr-x' : '-r--r--r--';
  return { filename: name, longname: `${mode} 1 demo demo ${attrs.size} Jan  5  2026 ${name}`, attrs };
}

function attributes(entry: Entry): Attributes {
  const isFile = entry.kind === 'file';
  const seconds = isFile ? Math.floor(entry.modifiedAt / 1000) : 0;
  return {
    mode: isFile ? 0o100444 : 0o40555,
    uid: 1000,
    gid: 1000,
    size: isFile ? entry.content.length : 0,
    atime: seconds,
    mtime: seconds,
  };
}
