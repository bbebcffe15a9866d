import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, startMailbox } from '#demo/mailbox.ts';

let folder: string;
let mailbox: Mailbox;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wherry-mailbox-'));
  mailbox = await startMailbox(join(folder, 'mails'));
});
afterAll(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true });
});

const from = 'wherry@example.com';

test('each mail becomes a file with exactly its lines', async () => {
  const { host, port } = mailbox;
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true });
  const text = '.dot at the start\r\n..two\r\nZürich ✓\r\n.\r\nend';
  await transport.sendMail({
    from,
    to: 'a@example.com, b@example.com',
    subject: 'first',
    text,
    textEncoding: 'base64',
  });
  await transport.sendMail({ from, to: 'a@example.com', subject: 'second', text, textEncoding: 'quoted-printable' });
  transport.close();

  expect((await readdir(mailbox.folder)).toSorted()).toEqual(['001.eml', '002.eml']);
  const [first = '', second = ''] = await Promise.all(
    ['001.eml', '002.eml'].map((name) => readFile(join(mailbox.folder, name), 'utf8')),
  );
  expect(first).toContain('Subject: first');
  expect(first).toContain(Buffer.from(text).toString('base64'));
  expect(second).toContain('\r\n.dot at the start\r\n..two\r\n');
  expect(second).toMatch(/\r\n\.\r\nend\r\n$/);
});

test('bytes beyond ASCII arrive as they were sent, also when a chunk ends in their middle', async () => {
  const inbox = await startMailbox(join(folder, 'bytes'));
  const socket = connect(inbox.port, inbox.host);
  const answers = socket.setEncoding('latin1')[Symbol.asyncIterator]();
  const say = async (text: string | Buffer, code: string): Promise<void> => {
    socket.write(text);
    expect((await answers.next()).value).toMatch(new RegExp(`^${code}`));
  };
  await answers.next();
  await say('EHLO me\r\n', '250-');
  await say('DATA\r\n', '503');
  await say('MAIL FROM:<a@b>\r\n', '250');
  await say('RCPT TO:<c@d>\r\n', '250');
  await say('DATA\r\n', '354');
  const body = Buffer.from('Subject: x\r\n\r\nü\r\n.\r\n');
  socket.write(body.subarray(0, 15));
  await say(body.subarray(15), '250 kept as 001.eml');
  await say('VRFY x\r\n', '502');
  await say('QUIT\r\n', '221');
  expect(await readFile(join(inbox.folder, '001.eml'), 'utf8')).toBe('Subject: x\r\n\r\nü\r\n');
  await inbox.stop();
});

test('mails of an earlier start are kept', async () => {
  const again = await startMailbox(mailbox.folder);
  const before = (await readdir(mailbox.folder)).length;
  const transport = createTransport({ host: again.host, port: again.port, ignoreTLS: true });
  await transport.sendMail({ from, to: 'a@example.com', subject: 'third', text: 'x' });
  transport.close();
  expect(await readdir(mailbox.folder)).toHaveLength(before + 1);
  await again.stop();
});
