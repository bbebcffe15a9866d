// A mail server that only receives: each mail becomes an .eml file in a folder. So the demo sends its mails the real way
// and nobody gets them. Loopback only, no TLS, no login.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Listening, listen } from './listen.ts';

const HOST = '127.0.0.1';
const MAX_MAIL_BYTES = 10_485_760;
const OK = '250 OK';
const BYE = '221 bye';

export interface Mailbox extends Listening {
  host: string;
  folder: string;
}

/** Creates the folder. Files are called `001.eml`, `002.eml`, …; those that are there already are kept. */
export async function startMailbox(folder: string): Promise<Mailbox> {
  await mkdir(folder, { recursive: true });
  const server = createServer((socket) => {
    // A client that breaks off leaves no mail; that is no error of this side.
    converse(socket, folder).catch(() => socket.destroy());
  });
  return { host: HOST, folder, ...(await listen(server, HOST, 0)) };
}

async function converse(socket: Socket, folder: string): Promise<void> {
  let unread = '';
  let recipients = 0;
  /** The lines of the mail that is being received; null between mails. */
  let mail: string[] | null = null;
  let mailBytes = 0;

  // Latin-1 keeps every byte as it is.
  socket.setEncoding('latin1').write('220 wherry demo\r\n');
  for await (const chunk of socket as AsyncIterable<string>) {
    const lines = (unread + chunk).split('\r\n');
    unread = lines.pop() ?? '';
    mailBytes += chunk.length;
    if (mailBytes > MAX_MAIL_BYTES) return void socket.end('552 too much mail\r\n');
    for (const line of lines) {
      const answer = mail === null ? command(line) : await content(mail, line);
      if (answer !== null) socket.write(`${answer}\r\n`);
      if (answer === BYE) return void socket.end();
    }
  }

  function command(line: string): string {
    const [verb = ''] = line.toUpperCase().split(/[ :]/, 1);
    switch (verb) {
      case 'EHLO':
        return `250-wherry demo\r\n250-8BITMIME\r\n250 SIZE ${MAX_MAIL_BYTES}`;
      case 'MAIL':
      case 'RSET':
        recipients = 0;
        return OK;
      case 'RCPT':
        recipients += 1;
        return OK;
      case 'DATA':
        if (recipients === 0) return '503 no recipient yet';
        mail = [];
        mailBytes = 0;
        return '354 end with a line that holds a dot only';
      case 'HELO':
      case 'NOOP':
        return OK;
      case 'QUIT':
        return BYE;
      default:
        return '502 not known here';
    }
  }

  /** Null until the mail is complete. */
  async function content(lines: string[], line: string): Promise<string | null> {
    if (line !== '.') {
      lines.push(line.replace(/^\./, ''));
      return null;
    }
    mail = null;
    recipients = 0;
    return `250 kept as ${await save(folder, Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'))}`;
  }
}

async function save(folder: string, mail: Buffer): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${String(number).padStart(3, '0')}.eml`;
    try {
      await writeFile(join(folder, name), mail, { flag: 'wx' });
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
