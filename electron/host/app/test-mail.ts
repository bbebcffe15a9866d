// "Send test mail": a real mail by the real server; the answer is what the server said.
import type { CheckResult } from '#shared/api-rules.ts';
import type { MailServer } from '#shared/mail.ts';
import { toWherryError } from '#engine/errors.ts';
import { type Log, silentLog } from '#engine/log.ts';
import { createMailNotifier } from '#engine/notifiers/mail.ts';

export interface TestMail {
  server: MailServer;
  /** Null: the server wants none, or it is not set. */
  password: string | null;
  to: string;
}

export async function sendTestMail(
  { server, password, to }: TestMail,
  redact: (text: string) => string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (message) => void warnings.push(message), about: () => log };
  const notifier = createMailNotifier({ ...server, successTo: [], alertTo: [to] }, { password, log, redact });
  try {
    const detail = 'This is a test: mails of Wherry by this server arrive.';
    const entries = [{ file: null, externalId: null, step: null, detail }];
    await notifier.notify({ kind: 'alert', rule: 'Wherry', title: 'Test mail', entries }, signal);
    const told = `${server.host}:${server.port} has taken the mail to ${to}`;
    const hint = warnings.length === 0 ? null : redact(`${warnings.join('. ')}.`);
    return { title: 'test mail', ok: true, detail: redact(told), hint };
  } catch (thrown) {
    const { message, hint } = toWherryError(thrown);
    return { title: 'test mail', ok: false, detail: redact(message), hint };
  } finally {
    await notifier.close();
  }
}
