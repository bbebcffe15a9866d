// ssh2's errors become ours here: what a request was answered, and why no connection came about.
import { WherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';

/** Of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 7). */
const [NO_SUCH_FILE, PERMISSION_DENIED] = [2, 3];

/** Of a request about a path; a WherryError (the connection is lost) stays what it is. */
export function requestError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof WherryError) return error;
  const name = escapeControls(path);
  switch (statusOf(error)) {
    case null:
      return error;
    case NO_SUCH_FILE:
      return new WherryError('not-found', `not found on SFTP: ${name}`, {
        kind: 'permanent',
        hint: 'Compare the path with the folders of the server; the remote path template of the rule makes it.',
        cause: error,
      });
    case PERMISSION_DENIED:
      return new WherryError('access-denied', `permission denied on SFTP: ${name}`, {
        kind: 'permanent',
        hint: 'The SFTP user needs the right to read this file.',
        cause: error,
      });
    default:
      return new WherryError('read-failed', `reading ${name} on SFTP failed: ${foreignText(error)}`, {
        kind: 'transient',
        cause: error,
      });
  }
}

/** The status of an answer; null for an error that is no answer. */
export function statusOf(error: Error): number | null {
  return 'code' in error && typeof error.code === 'number' ? error.code : null;
}

/** Why there is no connection to the server (`host:port`). */
export function connectError(error: unknown, server: string): unknown {
  if (!(error instanceof Error) || error instanceof WherryError) return error;
  const reason = foreignText(error);
  // ssh2-sftp-client puts a prefix before ssh2's words.
  if (reason.includes('Handshake failed: no matching'))
    return new WherryError('no-common-algorithm', `${server}: ${reason}`, {
      kind: 'config',
      hint: 'The server offers only outdated encryption; its operator has to allow a current one.',
      cause: error,
    });
  if (reason.includes('Unable to start subsystem'))
    return new WherryError('sftp-refused', `${server}: the login works, but the server offers this user no SFTP`, {
      kind: 'config',
      hint: "Ask the server's operator to allow SFTP for this user.",
      cause: error,
    });
  return new WherryError('unreachable', `${server}: ${reason}`, {
    kind: 'transient',
    hint: 'Look whether the host and port of the SFTP server are right, and whether a firewall stands in between.',
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by the server',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no way to this host',
  ENETUNREACH: 'no network',
};

/** A server's words on one line, of a bearable length. */
export function foreignText(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (escapeControls(error.message).slice(0, 300) || code);
}
