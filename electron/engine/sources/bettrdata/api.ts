// The three requests to BettrData that Wherry makes, authorized. What they mean is query.ts's and write-back.ts's business.
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { WherryError } from '../../errors.ts';
import type { HttpClient, HttpRequest } from '../http-client.ts';
import { notAList } from '../http-errors.ts';
import type { Authorization } from './auth.ts';

export type UpdateMethod = 'PUT' | 'PATCH';

export interface Api {
  /** `GET /datafile`. Anything but an array is `not-json` (b11). */
  list(query: Record<string, string>, signal: AbortSignal): Promise<Json[]>;
  /** `GET /datafile/{id}`. Throws `record-gone` (permanent). */
  record(id: string, signal: AbortSignal): Promise<JsonObject>;
  /**
   * The record as the server says that it is now; null where its answer is no record.
   * @param sendBefore epoch ms after which `too-late` (permanent) is thrown instead
   */
  update(
    method: UpdateMethod,
    id: string,
    body: JsonObject,
    signal: AbortSignal,
    sendBefore?: number,
  ): Promise<JsonObject | null>;
}

export function createApi(http: HttpClient, authorization: Authorization): Api {
  /** A token may be revoked before its time, so a refused one is replaced once. */
  async function send(request: HttpRequest, signal: AbortSignal): Promise<Json> {
    const header = await authorization.header(signal);
    try {
      return await http.send(authorized(request, header), signal);
    } catch (error) {
      const isRefused = error instanceof WherryError && error.code === 'login-refused';
      if (!isRefused || !authorization.renew(header)) throw error;
      return http.send(authorized(request, await authorization.header(signal)), signal);
    }
  }

  return {
    async list(query, signal) {
      const answer = await send({ method: 'GET', path: '/datafile', query }, signal).catch(rethrowAsWrongAddress);
      if (Array.isArray(answer)) return answer;
      throw notAList('GET /datafile', answer);
    },
    async record(id, signal) {
      const answer = await send({ method: 'GET', path: pathOf(id) }, signal).catch((error: unknown) =>
        rethrowAsGone(id, error),
      );
      const record = recordOf(answer, id);
      if (record !== null) return record;
      throw new WherryError('wrong-record', `GET ${pathOf(id)}: the answer is not the record ${id}`, {
        kind: 'config',
        hint: 'Check that base_url is the address of the API itself.',
      });
    },
    async update(method, id, body, signal, sendBefore) {
      return recordOf(await send({ method, path: pathOf(id), body, sendBefore }, signal), id);
    },
  };
}

function authorized(request: HttpRequest, header: string | null): HttpRequest {
  return header === null ? request : { ...request, headers: { authorization: header } };
}

function pathOf(id: string): string {
  return `/datafile/${encodeURIComponent(id)}`;
}

/** Servers answer one record as it is or as an array of one. */
function recordOf(answer: Json, id: string): JsonObject | null {
  const record = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
  return isJsonObject(record) && record['_id'] === id ? record : null;
}

/** Where there is no list, there is no API. */
function rethrowAsWrongAddress(error: unknown): never {
  if (!(error instanceof WherryError) || error.kind !== 'permanent') throw error;
  throw new WherryError('no-api', error.message, {
    kind: 'config',
    hint: 'base_url must be the address below which /datafile is, as in https://acme.bettrdata.io:1337.',
    cause: error,
  });
}

function rethrowAsGone(id: string, error: unknown): never {
  if (!(error instanceof WherryError) || error.code !== 'not-found') throw error;
  throw new WherryError('record-gone', `the record ${id} is no longer there`, { kind: 'permanent', cause: error });
}
