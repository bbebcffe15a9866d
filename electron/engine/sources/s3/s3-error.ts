// What S3 and the SDK throw, as WherryErrors.
import { S3ServiceException } from '@aws-sdk/client-s3';
import { WherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';

type Kind = 'transient' | 'permanent' | 'config';
type Meaning = readonly [code: string, kind: Kind, hint?: string];

const KEYS: Meaning = ['login-refused', 'config', 'Correct the access key and the secret key of the rule.'];
const SESSION: Meaning = ['login-refused', 'config', 'The session has ended: log in anew, or enter new keys.'];

/** By the name of S3's error, then by its status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  NoSuchBucket: ['no-such-bucket', 'config', 'Correct the name of the bucket, or the endpoint.'],
  NoSuchKey: ['gone', 'permanent'],
  NotFound: ['gone', 'permanent'],
  PreconditionFailed: ['changed', 'permanent'],
  InvalidRange: ['changed', 'permanent'],
  InvalidAccessKeyId: KEYS,
  SignatureDoesNotMatch: KEYS,
  AuthorizationHeaderMalformed: ['wrong-region', 'config', 'Set the region in which the bucket is.'],
  PermanentRedirect: ['wrong-region', 'config', 'Set the region in which the bucket is.'],
  ExpiredToken: SESSION,
  InvalidToken: SESSION,
  TokenRefreshRequired: SESSION,
  RequestTimeTooSkewed: ['clock-wrong', 'config', 'Set the clock of this computer.'],
  InvalidObjectState: ['archived', 'permanent', 'Restore the object from the archive, then try the file again.'],
  AccessDenied: ['access-denied', 'config', 'The key needs the rights s3:ListBucket and s3:GetObject.'],
  CredentialsProviderError: ['no-credentials', 'config', 'Look at the profile or the environment, or enter keys.'],
};

export function s3Error(thrown: unknown, about: string): WherryError {
  if (thrown instanceof WherryError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  const [code, kind, hint] = MEANINGS[error.name] ?? meaningOf(status);
  const retryAfterMs = retryAfterOf(error);
  const said = escapeControls(error.message).slice(0, 300);
  const words = [status, error.name === 'Error' ? '' : error.name, said].filter(Boolean).join(' ');
  return new WherryError(code, `${escapeControls(about)}: ${words}`, {
    kind,
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause: thrown,
  });
}

function meaningOf(status: number | undefined): Meaning {
  if (status === undefined) return ['unreachable', 'transient', 'Look at the endpoint, the network and the firewall.'];
  if (status === 401 || status === 403) return MEANINGS['AccessDenied']!;
  if (status === 404) return MEANINGS['NotFound']!;
  if (status === 412 || status === 416) return MEANINGS['PreconditionFailed']!;
  if (status === 301 || status === 307) return MEANINGS['PermanentRedirect']!;
  if (status === 408 || status === 429 || status >= 500) return ['server-error', 'transient'];
  return ['refused', 'config', 'The server does not take the request; read its words.'];
}

/** Seconds, as S3 and its kin send it. */
function retryAfterOf(error: Error): number | null {
  const headers = error instanceof S3ServiceException ? error.$response?.headers : undefined;
  const value = headers?.['retry-after'];
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null;
}
