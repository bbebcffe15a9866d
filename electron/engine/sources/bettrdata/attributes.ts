// Writes single attributes of a record and nothing else of it. A server replaces the attributes map as a whole, so the
// fresh map is merged and sent in full; some servers ignore what they do not like with 200, so what they answer is
// checked (b18, b19).
import { type JsonObject, isJsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import { WherryError } from '../../errors.ts';
import { keepDigits } from '../../exact-json.ts';
import type { Api, UpdateMethod } from './api.ts';

/** By name; null takes the attribute away (in mode `dotted`, which cannot, it is emptied). */
export type AttributeChanges = Record<string, string | null>;

export interface AttributeWriter {
  /**
   * Gives the attributes as the server says that they are now. Throws `record-gone` (permanent), `write-back-ignored`,
   * `write-back-refused` (config).
   * @param record as it was just read
   * @param sendBefore epoch ms after which nothing is sent any more: `too-late` (permanent) is thrown
   */
  write(
    record: JsonObject,
    id: string,
    changes: AttributeChanges,
    signal: AbortSignal,
    sendBefore?: number,
  ): Promise<JsonObject>;
}

export function createAttributeWriter(
  { statusAttribute, writeBack }: Pick<BettrDataSettings, 'statusAttribute' | 'writeBack'>,
  api: Api,
): AttributeWriter {
  /** PATCH from the moment that this server has refused PUT and taken PATCH. */
  let method: UpdateMethod = writeBack.method === 'patch' ? 'PATCH' : 'PUT';

  /** PUT is the documented method; a server that has none answers with one of three statuses. */
  async function update(
    id: string,
    body: JsonObject,
    signal: AbortSignal,
    sendBefore: number | undefined,
  ): Promise<JsonObject | null> {
    try {
      return await api.update(method, id, body, signal, sendBefore);
    } catch (error) {
      if (!isMethodRefusal(error)) throw error;
      const answer =
        method === 'PUT' && writeBack.method === 'auto' ? await tryPatch(id, body, signal, sendBefore) : null;
      if (answer === null) throw await refused(error, id, signal);
      method = 'PATCH';
      return answer.record;
    }
  }

  async function tryPatch(
    id: string,
    body: JsonObject,
    signal: AbortSignal,
    sendBefore: number | undefined,
  ): Promise<{ record: JsonObject | null } | null> {
    try {
      return { record: await api.update('PATCH', id, body, signal, sendBefore) };
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

  function bodyOf(present: JsonObject, changes: AttributeChanges): JsonObject {
    if (writeBack.mode === 'dotted') {
      return Object.fromEntries(Object.entries(changes).map(([name, value]) => [`attributes.${name}`, value ?? '']));
    }
    const merged = Object.entries({ ...present, ...changes });
    const attributes = Object.fromEntries(merged.filter(([name]) => changes[name] !== null));
    keepDigits(present, attributes);
    return { attributes };
  }

  /** The attributes where they hold the status that was written. */
  function confirmed(record: JsonObject | null, changes: AttributeChanges): JsonObject | null {
    const attributes = record?.['attributes'];
    return isJsonObject(attributes) && attributes[statusAttribute] === changes[statusAttribute] ? attributes : null;
  }

  return {
    async write(record, id, changes, signal, sendBefore) {
      const present = attributesOf(record, id);
      const isThere = ([name, value]: [string, string | null]): boolean =>
        value === null ? !Object.hasOwn(present, name) : present[name] === value;
      if (Object.entries(changes).every(isThere)) return present;
      const answered = await update(id, bodyOf(present, changes), signal, sendBefore);
      const kept = confirmed(answered, changes) ?? confirmed(await api.record(id, signal), changes);
      if (kept !== null) return kept;
      const status = `${statusAttribute} = ${changes[statusAttribute] ?? ''}`;
      throw new WherryError('write-back-ignored', `the server did not keep ${status} of ${id}`, {
        kind: 'config',
        hint: `Another write_mode or write_method may work; now: ${writeBack.mode}, ${method}.`,
      });
    },
  };
}

/** The whole map; absent or null is empty. */
export function attributesOf({ attributes }: JsonObject, id: string): JsonObject {
  if (attributes === undefined || attributes === null) return {};
  if (isJsonObject(attributes)) return attributes;
  throw new WherryError('bad-attributes', `the attributes of ${id} are no object; they are left as they are`, {
    kind: 'permanent',
  });
}

function isMethodRefusal(error: unknown): error is WherryError {
  return error instanceof WherryError && ['not-found', 'method-refused'].includes(error.code);
}
