// A notification as a mail: its envelope, and its text with headers.
import addressparser from 'nodemailer/lib/addressparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SMTPEnvelope } from 'nodemailer';
import { mailText } from './mail-text.ts';
import type { Notification } from './notifier.ts';

export interface MailMessage {
  envelope: SMTPEnvelope;
  message: Buffer;
}

/** @param redact for every text that may be another's */
export async function compose(
  from: string,
  to: string[],
  notification: Notification,
  redact: (text: string) => string,
): Promise<MailMessage> {
  const { subject, body } = mailText(notification, redact);
  const node = new MailComposer({
    from: addressparser(from, { flatten: true }),
    to: to.flatMap((address) => addressparser(address, { flatten: true })),
    subject,
    text: body,
    // So that out-of-office replies don't come back (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { envelope: node.getEnvelope(), message: await node.build() };
}
