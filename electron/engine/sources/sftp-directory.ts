// A directory of an SFTP server.
import { posix } from 'node:path';
import type { SftpDirectorySettings } from '#shared/directory-source.ts';
import { createDirectorySource } from './directory/source.ts';
import type { Tree } from './directory/tree.ts';
import { createSftpSession } from './sftp-session.ts';
import type { Source, SourceContext } from './source.ts';

/** What is put on the disk for good at a time; a download that was cut off goes on there. */
const CHUNK_BYTES = 16 * 1024 * 1024;

export function createSftpDirectorySource(settings: SftpDirectorySettings, context: SourceContext): Source {
  const tree = createSftpTree(settings, context);
  return { ...createDirectorySource(settings, tree, context), resumes: { chunkBytes: CHUNK_BYTES } };
}

function createSftpTree({ sftp: server, directory }: SftpDirectorySettings, context: SourceContext): Tree {
  const sftp = createSftpSession(server, context);
  const { host, port } = server;
  const full = (path: string): string => (path.startsWith('/') ? path : posix.join(directory, path));

  return {
    address: { host, port },
    title: `${host}:${port} ${directory}`,
    login: 'SFTP login',
    async connect(signal) {
      const { fingerprint, isNew } = await sftp.connect(signal);
      return `accepted; host key ${fingerprint}${isNew ? ', trusted from now on' : ''}`;
    },
    list: (path, signal) => sftp.list(full(path), signal),
    stat: (path, signal) => sftp.stat(full(path), signal),
    read: (path, range, signal) => sftp.read(full(path), range, signal),
    move: (from, to, signal) => sftp.move(full(from), full(to), signal),
    remove: (path, signal) => sftp.remove(full(path), signal),
    below(path) {
      const relative = posix.relative(posix.join('/', directory), posix.join('/', full(path)));
      return relative === '' || relative.startsWith('..') ? null : relative;
    },
    close: () => sftp.close(),
  };
}
