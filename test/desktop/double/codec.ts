// Structured clone over JSON, for both sides of the bridge. The page is given the source of this function: it must
// use nothing from outside itself.

/* oxlint-disable unicorn/consistent-function-scoping -- an outer scope would not reach the page */

export interface Codec {
  /** Throws "An object could not be cloned." for what structured clone refuses. */
  encode(value: unknown): unknown;
  decode(value: unknown): unknown;
}

export function createCodec(): Codec {
  const VIEWS = ['Uint8', 'Int8', 'Uint8Clamped', 'Uint16', 'Int16', 'Uint32', 'Int32', 'Float32', 'Float64'];
  const VIEW_NAMES = new Set([...VIEWS, 'BigInt64', 'BigUint64'].map((name) => `${name}Array`));
  const REFUSED = new Set(['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'MessagePort', 'Window']);

  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  interface Tagged {
    is: string;
    of?: unknown;
  }

  function encode(value: unknown): unknown {
    const seen = new Map<unknown, number>();
    const pair = ([key, item]: [unknown, unknown]) => [put(key), put(item)];
    const put = (item: unknown): unknown => {
      if (item === null || typeof item === 'boolean' || typeof item === 'string') return item;
      if (typeof item === 'number') return Number.isFinite(item) ? item : { is: 'number', of: String(item) };
      if (item === undefined) return { is: 'undefined' };
      if (typeof item === 'bigint') return { is: 'bigint', of: String(item) };
      if (typeof item !== 'object') throw new Error('An object could not be cloned.');
      const before = seen.get(item);
      if (before !== undefined) return { is: 'seen', of: before };
      seen.set(item, seen.size);
      if (Array.isArray(item)) return item.map(put);
      return putObject(item);
    };
    const putObject = (item: object): Tagged => {
      const kind = Object.prototype.toString.call(item).slice(8, -1);
      if (item instanceof Date) return { is: 'date', of: item.getTime() };
      if (item instanceof RegExp) return { is: 'regexp', of: [item.source, item.flags] };
      if (item instanceof Map) return { is: 'map', of: [...item].map(pair) };
      if (item instanceof Set) return { is: 'set', of: [...item].map(put) };
      if (item instanceof Error) return { is: 'error', of: [item.name, item.message, item.stack, put(item.cause)] };
      if (item instanceof ArrayBuffer) return { is: 'buffer', of: toBase64(new Uint8Array(item)) };
      if (ArrayBuffer.isView(item) && VIEW_NAMES.has(kind)) {
        return { is: kind, of: toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength)) };
      }
      if (REFUSED.has(kind) || (typeof Node !== 'undefined' && item instanceof Node)) {
        throw new Error('An object could not be cloned.');
      }
      return { is: 'object', of: Object.entries(item).map(pair) };
    };
    return put(value);
  }

  function decode(value: unknown): unknown {
    const seen: unknown[] = [];
    const keep = <T>(item: T): T => {
      seen.push(item);
      return item;
    };
    const take = (item: unknown): unknown => {
      if (item === null || typeof item !== 'object') return item;
      if (!Array.isArray(item)) return takeTagged(item as { is: string; of: never });
      const list = keep<unknown[]>([]);
      for (const part of item) list.push(take(part));
      return list;
    };
    const takeTagged = ({ is, of }: { is: string; of: never }): unknown => {
      if (is === 'undefined') return undefined;
      if (is === 'number') return Number(of);
      if (is === 'bigint') return BigInt(of);
      if (is === 'seen') return seen[of];
      if (is === 'date') return keep(new Date(of));
      if (is === 'regexp') return keep(new RegExp(of[0], of[1]));
      if (is === 'buffer') return keep(fromBase64(of).buffer);
      if (is === 'error') return takeError(of);
      if (is === 'map') {
        const map = keep(new Map());
        for (const [key, part] of of as [unknown, unknown][]) map.set(take(key), take(part));
        return map;
      }
      if (is === 'set') {
        const set = keep(new Set());
        for (const part of of as unknown[]) set.add(take(part));
        return set;
      }
      if (is === 'object') {
        const object = keep<Record<string, unknown>>({});
        for (const [key, part] of of as [string, unknown][]) object[key] = take(part);
        return object;
      }
      const View: unknown = Reflect.get(globalThis, is);
      return keep(new (View as typeof Uint8Array)(fromBase64(of).buffer));
    };
    const takeError = ([name, message, stack, cause]: [string, string, string, unknown]): Error => {
      const Known: unknown = Reflect.get(globalThis, name);
      const error = keep(new (typeof Known === 'function' ? (Known as ErrorConstructor) : Error)(message));
      error.stack = stack;
      const reason = take(cause);
      if (reason !== undefined) error.cause = reason;
      return error;
    };
    return take(value);
  }

  return { encode, decode };
}
