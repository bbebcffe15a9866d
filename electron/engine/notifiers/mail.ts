// The mail notifier: successes to one list of people, alerts to another (b63-b68). Mails are sent one after another over
// one connection, which is kept for the next one until it is closed or idle for a minute. nodemailer is loaded with the
// first: most runs send none.
import type { Mail, MailServer } from '#shared/mail.ts';
import { WherryError, cancelled } from '../errors.ts';
import type { Log } from '../log.ts';
import { mailError } from './mail-error.ts';
import type { Notification, Notifier } from './notifier.ts';
import type { SmtpServer, SmtpSession } from './smtp-session.ts';

/** To whom, and the server itself. */
export type MailSettings = MailServer & Pick<Mail, 'successTo' | 'alertTo'>;

export interface MailDeps {
  password: string | null;
  log: Log;
  redact: (text: string) => string;
}

/** Its errors have the code `mail-failed`; `config` where settings are wrong, otherwise `transient`. */
export function createMailNotifier(settings: MailSettings, { password, log, redact }: MailDeps): Notifier {
  const server: SmtpServer = { ...settings, password };
  const name = `${server.host}:${server.port}`;
  const warned = new Set<string>();
  let session: SmtpSession | null = null;
  /** Ends with the last mail that waits; never fails. */
  let queue = Promise.resolve();

  function warnOnce(message: string): void {
    if (!warned.has(message)) log.warn(message);
    warned.add(message);
  }

  async function open(signal: AbortSignal): Promise<SmtpSession> {
    const { openSmtp } = await import('./smtp-session.ts');
    const opened = await openSmtp(server, signal);
    if (!opened.isLoggedIn) warnOnce(`mail: ${name} offers no login; mails are sent without one`);
    else if (server.username !== null && opened.protection === 'plain') {
      warnOnce(`mail: ${name} offers no TLS; the password is sent unencrypted`);
    }
    if (opened.protection === 'unverified') warnOnce(`mail: the certificate of ${name} is not from a known authority`);
    return opened;
  }

  async function send(notification: Notification, to: string[], signal: AbortSignal): Promise<void> {
    const { compose } = await import('./mail-message.ts');
    const { envelope, message } = await compose(settings.from, to, notification, redact);
    const kept = session?.isOpen() ? session : null;
    session = kept ?? (await open(signal));
    let refused: string[];
    try {
      refused = await session.send(envelope, message, signal);
    } catch (error) {
      // Servers end idle connections; whether a kept one still works shows only when it is used.
      if (kept === null || kept.isOpen() || signal.aborted || isAnswer(error)) throw error;
      session = await open(signal);
      refused = await session.send(envelope, message, signal);
    }
    if (refused.length > 0)
      log.warn(`mail: ${name} refused ${refused.length} of ${to.length} recipients: ${refused.join(', ')}`);
  }

  /** Waits for the mails before it; throws nodemailer's errors as ours. */
  async function inTurn(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const before = queue;
    const mine = Promise.withResolvers<void>();
    queue = mine.promise;
    try {
      await before;
      if (signal.aborted) throw cancelled(signal.reason);
      await work();
    } catch (error) {
      throw mailError(server, error, redact);
    } finally {
      mine.resolve();
    }
  }

  return {
    async notify(notification, signal) {
      const to = (notification.kind === 'success' ? settings.successTo : settings.alertTo).filter((address) =>
        address.trim(),
      );
      if (to.length > 0) await inTurn(() => send(notification, to, signal), signal);
    },
    async check(signal) {
      await inTurn(async () => {
        const probe = await open(signal);
        probe.close();
        if (!probe.isLoggedIn) throw noLogin(name);
      }, signal);
    },
    async close() {
      await queue;
      session?.close();
      session = null;
    },
  };
}

/** The server understood and refused; it would do so again. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && error.responseCode !== 421;
}

function noLogin(name: string): WherryError {
  return new WherryError('mail-failed', `mail to ${name}: a user name is set, but the server offers no login`, {
    kind: 'config',
    hint: 'Leave the user name empty, or use the port on which the server asks for a login (465 or 587).',
  });
}
