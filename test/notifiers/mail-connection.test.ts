import { once } from 'node:events';
import { connect } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { toWherryError } from '#engine/errors.ts';
import { CERTIFICATE, LOGIN, failure, never, notifier, plainServer, server, withLogin } from './mail-harness.ts';
import { parseMails } from './parse-mails.ts';

describe('connection and login', () => {
  test('b63: STARTTLS is used where it is offered, and the unknown certificate is told once', async () => {
    const smtp = await server({ tls: 'starttls', login: LOGIN });
    const mail = notifier(smtp.port, withLogin(), LOGIN.password);
    await mail.notify(failure(), never);
    await mail.close();
    await mail.notify(failure(), never);
    expect(smtp.mails.map(({ isEncrypted, user }) => ({ isEncrypted, user }))).toEqual([
      { isEncrypted: true, user: 'wherry' },
      { isEncrypted: true, user: 'wherry' },
    ]);
    expect(mail.warnings).toEqual([`mail: the certificate of 127.0.0.1:${smtp.port} is not from a known authority`]);
  });

  test('b63: without an offer of STARTTLS mail goes unencrypted; a password sent so is told', async () => {
    const smtp = await server({ tls: 'none', login: LOGIN });
    const mail = notifier(smtp.port, withLogin(), LOGIN.password);
    await mail.notify(failure(), never);
    expect(smtp.mails).toMatchObject([{ isEncrypted: false, user: 'wherry' }]);
    expect(mail.warnings.join()).toContain('offers no TLS; the password is sent unencrypted');
  });

  test('b63: implicit TLS speaks TLS from the first byte and accepts a certificate of a known authority', async () => {
    const before = getCACertificates();
    setDefaultCACertificates([...before, CERTIFICATE.cert]);
    try {
      const smtp = await server({ tls: 'implicit', login: LOGIN });
      const mail = notifier(smtp.port, withLogin('implicit'), LOGIN.password);
      await mail.notify(failure(), never);
      expect(smtp.mails).toMatchObject([{ isEncrypted: true, user: 'wherry' }]);
      expect(mail.warnings).toEqual([]);
    } finally {
      setDefaultCACertificates(before);
    }
  });

  test('implicit TLS refuses a certificate of an unknown authority before any login', async () => {
    const smtp = await server({ tls: 'implicit', login: LOGIN });
    await expect(
      notifier(smtp.port, withLogin('implicit'), LOGIN.password).notify(failure(), never),
    ).rejects.toMatchObject({
      code: 'mail-failed',
      kind: 'config',
      message: expect.stringContaining('no secure connection'),
    });
    expect(smtp.mails).toEqual([]);
  });

  test('b65: a wrong password is told without the password, even when the server repeats it', async () => {
    const smtp = await server({ tls: 'starttls', login: LOGIN, echoesPassword: true });
    const error = await notifier(smtp.port, withLogin(), 'wrong-pa55').notify(failure(), never).catch(toWherryError);
    expect(error).toMatchObject({ code: 'mail-failed', kind: 'config' });
    expect(String(error)).toContain('the login was refused: Invalid login: 535 no [redacted] [redacted]');
    expect(inspect(error, { depth: 9 })).not.toContain('wrong-pa55');
  });

  test('a server that is down is a transient error that names host and port', async () => {
    const { port, listener } = await plainServer(() => {});
    listener.close();
    await once(listener, 'close');
    await expect(notifier(port).notify(failure(), never)).rejects.toMatchObject({
      code: 'mail-failed',
      kind: 'transient',
      message: expect.stringMatching(new RegExp(`^mail to 127\\.0\\.0\\.1:${port}: no connection: .*ECONNREFUSED`)),
    });
  });

  test('a server that hangs up before its greeting is an error, and the next mail tries again', async () => {
    let isDown = true;
    const smtp = await server({ tls: 'none' });
    const proxy = await plainServer((socket) => {
      if (isDown) socket.destroy();
      else socket.pipe(connect(smtp.port, '127.0.0.1')).pipe(socket);
    });
    const mail = notifier(proxy.port);
    await expect(mail.notify(failure(), never)).rejects.toMatchObject({ code: 'mail-failed', kind: 'transient' });
    isDown = false;
    await mail.notify(failure(), never);
    expect(smtp.mails).toHaveLength(1);
  });

  test('a burst of mails shares one connection, and each arrives', async () => {
    const smtp = await server({ tls: 'starttls', login: LOGIN });
    const mail = notifier(smtp.port, withLogin(), LOGIN.password);
    await Promise.all(Array.from({ length: 8 }, (_, n) => mail.notify({ ...failure(), title: `mail ${n}` }, never)));
    expect(parseMails(smtp.mails).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 8 }, (_, n) => `[Wherry] orders: mail ${n}`),
    );
    expect(new Set(smtp.mails.map(({ connection }) => connection)).size).toBe(1);
  });

  test('a connection that the server has closed meanwhile is replaced without a lost mail', async () => {
    const smtp = await server({ tls: 'none' });
    const mail = notifier(smtp.port);
    await mail.notify(failure(), never);
    smtp.dropConnections();
    await mail.notify(failure(), never);
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.mails[0]?.connection).not.toBe(smtp.mails[1]?.connection);
  });

  test('a connection that the server closes at that very moment neither', async () => {
    const smtp = await server({ tls: 'none', hangsUpOnReuse: true });
    const mail = notifier(smtp.port);
    await mail.notify(failure(), never);
    await mail.notify(failure(), never);
    expect(smtp.mails).toHaveLength(2);
  });

  test('an aborted mail ends at once and does not hold up the next', async () => {
    const silent = await plainServer(() => {});
    const mail = notifier(silent.port);
    const stop = new AbortController();
    const first = mail.notify(failure(), stop.signal);
    const second = mail.notify(failure(), stop.signal);
    await once(silent.listener, 'connection');
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('check', () => {
  test('proves connection and login and sends nothing', async () => {
    const smtp = await server({ tls: 'starttls', login: LOGIN });
    await notifier(smtp.port, withLogin(), LOGIN.password).check(never);
    expect(smtp.mails).toEqual([]);
  });

  test('tells a wrong password, and a server that offers no login', async () => {
    const strict = await server({ tls: 'starttls', login: LOGIN });
    await expect(notifier(strict.port, withLogin(), 'wrong').check(never)).rejects.toMatchObject({ kind: 'config' });
    const open = await server({ tls: 'none' });
    await expect(notifier(open.port, withLogin(), 'x').check(never)).rejects.toMatchObject({
      kind: 'config',
      message: expect.stringContaining('offers no login'),
    });
  });
});
