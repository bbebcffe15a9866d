// How requests say who sends them (b3): a static token, Basic, a token by login, or nothing.
import { type JsonObject, isJsonObject } from '#shared/json.ts';
import type { Auth } from '#shared/source.ts';
import type { Clock } from '../../clock.ts';
import { WherryError } from '../../errors.ts';
import { abortable } from '../abortable.ts';
import type { HttpClient } from '../http-client.ts';
import type { SourceContext } from '../source.ts';

/** What the API examples name: an hour. */
const DEFAULT_LIFETIME_S = 3_600;
/** A token is renewed so long before it expires, or at half of a shorter life. */
const MARGIN_MS = 60_000;

export interface Authorization {
  /** The value of the `Authorization` header; null: none is sent. Logs in where that is needed. */
  header(signal: AbortSignal): Promise<string | null>;
  /** The server has refused this header. True: `header` will bring another one. */
  renew(refused: string | null): boolean;
}

interface Deps {
  http: HttpClient;
  clock: Clock;
  secret: SourceContext['secret'];
}

export function createAuthorization(auth: Auth, deps: Deps): Authorization {
  if (auth.kind === 'login') return createLogin(auth, deps);
  return { header: async () => fixedHeader(auth, deps), renew: () => false };
}

function fixedHeader(auth: Exclude<Auth, { kind: 'login' }>, { secret }: Deps): string | null {
  if (auth.kind === 'none') return null;
  if (auth.kind === 'bearer') return bearer(secret(auth.token));
  return `Basic ${Buffer.from(`${auth.username}:${secret(auth.password)}`).toString('base64')}`;
}

function createLogin(auth: Extract<Auth, { kind: 'login' }>, { http, clock, secret }: Deps): Authorization {
  let token: { header: string | null; renewAt: number } | null = null;
  let login: Promise<string | null> | null = null;

  async function logIn(): Promise<string | null> {
    const { token: issued, expires_in: lifetimeS } = await postLogin(http, {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: auth.clientId,
      AuthParameters: { USERNAME: auth.username, PASSWORD: secret(auth.password) },
    });
    if (typeof issued !== 'string' || issued === '') throw refused('the answer holds no token');
    const lifetimeMs = 1_000 * (typeof lifetimeS === 'number' && lifetimeS > 0 ? lifetimeS : DEFAULT_LIFETIME_S);
    const header = bearer(issued);
    token = { header, renewAt: clock.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2) };
    return header;
  }

  return {
    async header(signal) {
      if (token !== null && clock.now() < token.renewAt) return token.header;
      // One login for all who need it; who is stopped leaves it to the others.
      login ??= logIn().finally(() => (login = null));
      return abortable(login, signal);
    },
    renew(refusedHeader) {
      if (token?.header === refusedHeader) token = null;
      return true;
    },
  };
}

/** The endpoint is documented as idempotent, so it may be repeated. */
async function postLogin(http: HttpClient, body: JsonObject): Promise<JsonObject> {
  const headers = {
    'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    'content-type': 'application/x-amz-json-1.1',
  };
  const nobodyStops = new AbortController().signal;
  try {
    const answer = await http.send(
      { method: 'POST', path: '/auth/token', headers, body, isRepeatable: true },
      nobodyStops,
    );
    return isJsonObject(answer) ? answer : {};
  } catch (error) {
    // Cognito answers a wrong password with 400.
    if (error instanceof WherryError && error.code === 'bad-request') throw refused(error.message, error);
    throw error;
  }
}

function refused(detail: string, cause?: WherryError): WherryError {
  return new WherryError('login-refused', `login at /auth/token: ${detail}`, {
    kind: 'config',
    hint: 'Check login_username, login_password and client_id.',
    cause,
  });
}

/** Null for an empty token, as public endpoints have it. */
function bearer(token: string): string | null {
  if (token === '') return null;
  if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
  throw new WherryError('bad-token', 'the API token holds spaces or characters that no HTTP header may hold', {
    kind: 'config',
    hint: 'Copy the token again, without quotes, spaces or line breaks.',
  });
}
