// The ways in which BettrData instances ask who is there.
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '#shared/json.ts';
import { ApiError } from './api-error.ts';

export type DemoAuth =
  | { kind: 'none' }
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; username: string; password: string }
  /** `POST /auth/token`, as Cognito has it. */
  | { kind: 'login'; username: string; password: string; clientId: string; expiresInSeconds: number };

export interface ApiAuth {
  /** Throws 401 where the header does not open the door. */
  admit(headers: IncomingHttpHeaders): void;
  /** Answers `POST /auth/token`. */
  login(headers: IncomingHttpHeaders, body: Json): Json;
}

export function createApiAuth(auth: DemoAuth): ApiAuth {
  const issued = new Map<string, number>();

  function opens(header = ''): boolean {
    if (auth.kind === 'none') return true;
    if (auth.kind === 'bearer') return header === `Bearer ${auth.token}`;
    if (auth.kind === 'basic')
      return header === `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
    return header.startsWith('Bearer ') && (issued.get(header.slice('Bearer '.length)) ?? 0) > Date.now();
  }

  return {
    admit({ authorization }) {
      if (!opens(authorization)) throw new ApiError(401, 'Unauthorized');
    },
    login(headers, body) {
      if (auth.kind !== 'login') throw new ApiError(404, 'Not Found');
      if (
        headers['x-amz-target'] !== 'AWSCognitoIdentityProviderService.InitiateAuth' ||
        headers['content-type'] !== 'application/x-amz-json-1.1'
      )
        throw new ApiError(400, 'Bad Request: X-Amz-Target or Content-Type is not that of InitiateAuth');
      const expected = {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: auth.clientId,
        AuthParameters: { USERNAME: auth.username, PASSWORD: auth.password },
      };
      if (!contains(body, expected)) throw new ApiError(401, 'Unauthorized');
      const token = randomBytes(24).toString('base64url');
      issued.set(token, Date.now() + auth.expiresInSeconds * 1000);
      return { token, expires_in: auth.expiresInSeconds };
    },
  };
}

function contains(value: Json | undefined, expected: Json): boolean {
  if (expected === null || typeof expected !== 'object') return value === expected;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(expected).every(([key, part]) => contains(value[key], part));
}
