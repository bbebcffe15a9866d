import { createTransport } from 'nodemailer';
import { afterEach, expect, test } from 'vitest';
import { type Smtp, type SmtpOptions, startSmtp } from './smtp.ts';

let server: Smtp | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const LOGIN = { username: 'u', password: 'p' };

async function send(options: SmtpOptions, { pass = LOGIN.password, trust = true } = {}): Promise<Smtp> {
  server = await startSmtp(options);
  const { host, port, ca } = server;
  const transport = createTransport({
    host,
    port,
    secure: options.tls === 'implicit',
    requireTLS: options.tls === 'starttls',
    ...(trust && ca !== null ? { tls: { ca } } : {}),
    ...(options.login ? { auth: { user: LOGIN.username, pass } } : {}),
  });
  await transport.sendMail({
    from: 'a@example.com',
    to: ['b@example.com', 'c@example.com'],
    subject: 's',
    text: 'body',
  });
  transport.close();
  return server;
}

test.each(['none', 'starttls', 'implicit'] as const)(
  'a mail arrives with TLS %s, with and without login',
  async (tls) => {
    for (const login of [null, LOGIN]) {
      const { mails } = await send({ tls, login });
      expect(mails).toEqual([
        {
          from: 'a@example.com',
          to: ['b@example.com', 'c@example.com'],
          raw: expect.stringMatching(/Subject: s\r\n[^]*body/),
          username: login?.username ?? null,
          secure: tls !== 'none',
        },
      ]);
      await server?.stop();
    }
  },
);

test('a wrong password and no login are refused', async () => {
  await expect(send({ tls: 'none', login: LOGIN }, { pass: 'wrong' })).rejects.toThrow('Invalid login');
  expect(server?.mails).toEqual([]);
});

test('who does not trust the certificate does not send', async () => {
  await expect(send({ tls: 'implicit' }, { trust: false })).rejects.toThrow('self-signed certificate');
  expect(server?.mails).toEqual([]);
});
