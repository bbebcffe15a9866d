// The two attributes that Wherry writes, and nothing else of a record. A server replaces the attributes map as a whole,
// so the fresh map is read, merged and sent in full; some servers ignore what they do not like with 200, so what they
// answer is checked (b17-b23).
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import { WherryError } from '../../errors.ts';
import type { Source } from '../source.ts';
import type { Api, UpdateMethod } from './api.ts';
import { STATUS, contentOf } from './record.ts';

const MAX_ERROR_CHARACTERS = 1_000;

export type WriteBackSettings = Pick<BettrDataSettings, 'statusAttribute' | 'errorAttribute' | 'writeBack'>;

export interface WriteBack {
  /** Writes STARTED. See Source.claim. */
  claim: Source['claim'];
  /** Writes SUCCESS or FAILED. Throws `record-gone` (permanent), `write-back-ignored`, `write-back-refused` (config). */
  report: Source['report'];
}

export function createWriteBack(
  settings: WriteBackSettings,
  { api, matches }: { api: Api; matches: (record: JsonObject) => boolean },
): WriteBack {
  const { statusAttribute, errorAttribute, writeBack } = settings;
  /** PATCH from the moment that this server has refused PUT and taken PATCH. */
  let method: UpdateMethod = writeBack.method === 'patch' ? 'PATCH' : 'PUT';

  async function write(
    record: JsonObject,
    id: string,
    status: string,
    error: string,
    signal: AbortSignal,
  ): Promise<void> {
    const present = attributesOf(record, id);
    const changes = changesOf(present, status, error);
    if (Object.entries(changes).every(([name, value]) => present[name] === value)) return;
    const body =
      writeBack.mode === 'map'
        ? { attributes: { ...present, ...changes } }
        : Object.fromEntries(Object.entries(changes).map(([name, value]) => [`attributes.${name}`, value]));
    const answered = await update(id, body, signal);
    if (hasStatus(answered, status) || hasStatus(await api.record(id, signal), status)) return;
    throw new WherryError('write-back-ignored', `the server did not keep ${statusAttribute} = ${status} of ${id}`, {
      kind: 'config',
      hint: `Another write_mode or write_method may work; now: ${writeBack.mode}, ${method}.`,
    });
  }

  /** The error attribute is emptied where it holds something, and only then (b22); without one, nothing is said (b23). */
  function changesOf(present: JsonObject, status: string, error: string): JsonObject {
    const hadError =
      errorAttribute !== null && Object.hasOwn(present, errorAttribute) && !isEmpty(present[errorAttribute]);
    const setsError = errorAttribute !== null && (error !== '' || hadError);
    return { ...(setsError ? { [errorAttribute]: error } : {}), [statusAttribute]: status };
  }

  /** PUT is the documented method; a server that has none answers with one of three statuses. */
  async function update(id: string, body: JsonObject, signal: AbortSignal): Promise<JsonObject | null> {
    try {
      return await api.update(method, id, body, signal);
    } catch (error) {
      if (!isMethodRefusal(error)) throw error;
      const answer = method === 'PUT' && writeBack.method === 'auto' ? await tryPatch(id, body, signal) : null;
      if (answer === null) throw await refused(error, id, signal);
      method = 'PATCH';
      return answer.record;
    }
  }

  async function tryPatch(
    id: string,
    body: JsonObject,
    signal: AbortSignal,
  ): Promise<{ record: JsonObject | null } | null> {
    try {
      return { record: await api.update('PATCH', id, body, signal) };
    } catch (error) {
      if (isMethodRefusal(error)) return null;
      throw error;
    }
  }

  /** A record that was removed just now answers the same; reading it again throws `record-gone`. */
  async function refused(error: WherryError, id: string, signal: AbortSignal): Promise<WherryError> {
    await api.record(id, signal);
    return new WherryError('write-back-refused', `the server takes no update: ${error.message}`, {
      kind: 'config',
      hint: 'Check the rights of the login; write_method = auto tries both PUT and PATCH.',
      cause: error,
    });
  }

  function hasStatus(record: JsonObject | null, status: string): boolean {
    const attributes = record?.['attributes'];
    return isJsonObject(attributes) && attributes[statusAttribute] === status;
  }

  return {
    async claim(file, isOurs, signal) {
      const record = await readUnlessGone(api, file.externalId, signal);
      if (record === null) return 'gone';
      if (!isOurs && !(matches(record) && contentOf(record).ref === file.ref)) return 'gone';
      await write(record, file.externalId, STATUS.started, '', signal);
      return 'claimed';
    },
    async report(file, { outcome, error }, signal) {
      const record = await api.record(file.externalId, signal);
      await write(record, file.externalId, STATUS[outcome], error === null ? '' : asAttribute(error), signal);
    },
  };
}

/** One line of at most 1,000 characters (b22). */
function asAttribute(error: string): string {
  const line = error.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return Array.from(line).slice(0, MAX_ERROR_CHARACTERS).join('');
}

async function readUnlessGone(api: Api, id: string, signal: AbortSignal): Promise<JsonObject | null> {
  try {
    return await api.record(id, signal);
  } catch (error) {
    if (error instanceof WherryError && error.code === 'record-gone') return null;
    throw error;
  }
}

/** The whole map; absent or null is empty. */
function attributesOf({ attributes }: JsonObject, id: string): JsonObject {
  if (attributes === undefined || attributes === null) return {};
  if (isJsonObject(attributes)) return attributes;
  throw new WherryError('bad-attributes', `the attributes of ${id} are no object; they are left as they are`, {
    kind: 'permanent',
  });
}

function isMethodRefusal(error: unknown): error is WherryError {
  return error instanceof WherryError && ['not-found', 'method-refused'].includes(error.code);
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}
