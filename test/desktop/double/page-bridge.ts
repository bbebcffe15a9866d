/// <reference lib="dom" />
// contextBridge, in the page: what crosses is copied and frozen, functions are wrapped, what Electron refuses is refused.
// The page is given the source of this function: it must use nothing from outside itself.
import type { Codec } from './codec.ts';

export interface PageBridge {
  exposeInMainWorld(key: string, api: unknown): void;
}

export function createPageBridge(codec: Codec): PageBridge {
  /** `seen` keeps what is the same, or leads back to itself, the same on the other side. */
  const cross = (value: unknown, seen = new Map<object, unknown>()): unknown => {
    if (typeof value === 'symbol') throw new Error('A symbol cannot cross the contextBridge.');
    if (typeof value === 'function') return crossFunction(value);
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Promise) return crossPromise(value);
    if (value instanceof Error) return new Error(value.message);
    if (value instanceof Node || value instanceof Blob) return value;
    if (seen.has(value)) return seen.get(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null;
    // Instances of classes are cloned: they lose their methods.
    if (!Array.isArray(value) && !isPlain) return codec.decode(codec.encode(value));
    const copy: object = Array.isArray(value) ? [] : {};
    seen.set(value, copy);
    for (const [key, item] of Object.entries(value)) Reflect.set(copy, key, cross(item, seen));
    return Array.isArray(value) ? copy : Object.freeze(copy);
  };

  const crossFunction =
    (run: object) =>
    (...args: unknown[]): unknown => {
      const own = args.map((arg) => cross(arg));
      return cross(Reflect.apply(run as () => unknown, undefined, own));
    };

  const crossPromise = async (promise: Promise<unknown>): Promise<unknown> => {
    try {
      return cross(await promise);
    } catch (error) {
      throw cross(error); // eslint-disable-line typescript/only-throw-error -- as it was rejected
    }
  };

  return {
    exposeInMainWorld: (key, api) => {
      if (Object.hasOwn(window, key)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      }
      Object.defineProperty(window, key, { value: cross(api), enumerable: true });
    },
  };
}
