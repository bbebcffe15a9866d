// An SFTP server in this process whose every answer a test may bend: how it logs in, which keys it shows, and how it
// answers READs. What a decent server does is asked of the demo instance and of OpenSSH.
import { createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type SFTPWrapper } from 'ssh2';
import { generateHostKey } from '#demo/host-key.ts';
import { listen, type Listening } from '#demo/listen.ts';

const { STATUS_CODE } = ssh2.utils.sftp;

/** OpenSSH says `protocol error` for it. */
const TOO_MANY_TRIES = 2;

/** What ssh2 does not show of a server's connection. */
interface Protocol {
  ping(): void;
  disconnect(reason: number): void;
}

export interface ReadRequest {
  sftp: SFTPWrapper;
  socket: Socket;
  id: number;
  content: Buffer;
  offset: number;
  length: number;
  /** Counted from 1 over all connections. */
  count: number;
}

export interface OddServerOptions {
  files?: Record<string, Buffer>;
  hostKeys?: string[];
  logIn?: (context: AuthContext) => void;
  read?: (request: ReadRequest) => void;
  refuseSubsystem?: boolean;
}

export interface OddServer extends Listening {
  /** Method of each try that carried credentials. */
  tries: string[];
  /** Handles that were opened and not closed, over all connections. */
  openHandles: Set<string>;
  /** Accepted so far. */
  connections: number;
  /** As OpenSSH's ClientAliveInterval. */
  ping(): void;
  /** Says goodbye on all connections, as OpenSSH after the last try that it permits. */
  hangUp(): void;
}

/** Everything of the range, as an honest server. */
export function answerRead({ sftp, id, content, offset, length }: ReadRequest): void {
  const bytes = content.subarray(offset, offset + length);
  if (bytes.length === 0) sftp.status(id, STATUS_CODE.EOF);
  else sftp.data(id, bytes);
}

export async function startOddServer({
  files = {},
  hostKeys = [generateHostKey()],
  logIn = (context) => context.accept(),
  read = answerRead,
  refuseSubsystem = false,
}: OddServerOptions = {}): Promise<OddServer> {
  const ssh = new ssh2.Server({ hostKeys });
  const state = { tries: [] as string[], openHandles: new Set<string>(), connections: 0 };
  const protocols: Protocol[] = [];
  let handles = 0;
  let reads = 0;

  function serve(sftp: SFTPWrapper, socket: Socket): void {
    const open = new Map<string, Buffer>();
    sftp.on('OPEN', (id, path) => {
      const content = files[path];
      if (content === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      const handle = `h${++handles}`;
      open.set(handle, content);
      state.openHandles.add(handle);
      sftp.handle(id, Buffer.from(handle));
    });
    sftp.on('READ', (id, handle, offset, length) => {
      const content = open.get(handle.toString());
      if (content === undefined) return sftp.status(id, STATUS_CODE.FAILURE);
      read({ sftp, socket, id, content, offset, length, count: ++reads });
    });
    sftp.on('CLOSE', (id, handle) => {
      open.delete(handle.toString());
      state.openHandles.delete(handle.toString());
      sftp.status(id, STATUS_CODE.OK);
    });
  }

  // ssh2 tells of a client when it has said something, and knows it by its port only.
  const sockets = new Map<number | undefined, Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    state.connections++;
    sockets.set(socket.remotePort, socket);
    ssh.injectSocket(socket);
  });
  ssh.on('connection', (client, { port }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ssh2's types keep it to themselves
    protocols.push((client as unknown as { _protocol: Protocol })._protocol);
    client.on('error', () => {});
    client.on('authentication', (context) => {
      if (context.method !== 'none') state.tries.push(context.method);
      logIn(context);
    });
    client.on('session', (accept) => {
      accept().on('sftp', (acceptSftp, refuse) => {
        if (refuseSubsystem) refuse();
        else serve(acceptSftp(), sockets.get(port)!);
      });
    });
  });

  function ping(): void {
    for (const protocol of protocols) protocol.ping();
  }

  function hangUp(): void {
    for (const protocol of protocols) protocol.disconnect(TOO_MANY_TRIES);
  }

  return Object.assign(state, { ping, hangUp }, await listen(server, '127.0.0.1', 0));
}
