// nodemailer's errors as ours. The server's words are hostile and may repeat what we sent, the password included.
import type { NodemailerError } from 'nodemailer';
import { WherryError } from '../errors.ts';
import type { ErrorKind } from '#shared/error.ts';
import type { SmtpServer } from './smtp-session.ts';

/** Every error has the code `mail-failed`; the message names the server, never the password. */
export function mailError(server: SmtpServer, thrown: unknown, redact: (text: string) => string): WherryError {
  if (thrown instanceof WherryError) return thrown;
  const error: Partial<NodemailerError> = thrown instanceof Error ? thrown : new Error(String(thrown));
  const words = oneLine(redact(withoutPassword(error.message ?? '', server)));
  const { what, kind, hint } = meaning(error, server);
  const message = `mail to ${server.host}:${server.port}: ${what}: ${words}`;
  // No cause: the original carries the server's unredacted answer.
  return new WherryError('mail-failed', message, { kind, hint });
}

function meaning(
  error: Partial<NodemailerError>,
  { tls }: SmtpServer,
): { what: string; kind: ErrorKind; hint: string } {
  const { code, responseCode } = error;
  if (code === 'EAUTH') {
    return {
      what: 'the login was refused',
      kind: (responseCode ?? 500) >= 500 ? 'config' : 'transient',
      hint: 'Check user name and password; many providers want a password made for applications.',
    };
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    return {
      what: 'the mail was refused',
      kind: (responseCode ?? 0) >= 500 ? 'config' : 'transient',
      hint: 'Check the sender and the recipients; many servers want the sender to be the user that logs in.',
    };
  }
  if (isTlsError(error)) {
    return {
      what: 'no secure connection',
      kind: 'config',
      hint:
        tls === 'implicit'
          ? 'Check that this port speaks TLS from the first byte (usually 465) and that its certificate is valid for this name.'
          : 'The server offers STARTTLS but it fails there; try the port for implicit TLS, usually 465.',
    };
  }
  return {
    what: 'no connection',
    kind: 'transient',
    hint: 'Check host and port, and that no firewall blocks them; port 465 needs TLS from the first byte.',
  };
}

function isTlsError({ code, originalCode }: Partial<NodemailerError>): boolean {
  return code === 'ETLS' || /CERT|SSL|TLS|SIGNATURE|ISSUER/.test(originalCode ?? '');
}

function withoutPassword(text: string, { username, password }: SmtpServer): string {
  if (password === null || password === '') return text;
  const forms = [password, base64(password), base64(`\0${username ?? ''}\0${password}`)];
  return forms.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text);
}

function base64(plain: string): string {
  return Buffer.from(plain).toString('base64');
}

function oneLine(text: string): string {
  return text.replaceAll(/[^\P{C}]+|[\u2028\u2029]+/gu, ' ').slice(0, 300);
}
