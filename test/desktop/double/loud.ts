// A member of Electron that the double does not cover must throw with its name: an `undefined` would let an app
// under test go on, and its spec pass for the wrong reason.

/** What others look for on any object: promises, JSON, matchers, Node's EventEmitter. */
const ASKED_OF_ANYTHING = new Set(['then', 'toJSON', '__esModule', 'default', 'asymmetricMatch', 'nodeType', 'domain']);

/** Makes the instances of a class loud; works by the prototype, so that private fields stay reachable. */
export function makeLoud(constructor: { prototype: object }, name: string): void {
  const inherited: unknown = Object.getPrototypeOf(constructor.prototype);
  Object.setPrototypeOf(constructor.prototype, loudObject(name, Object.create(inherited as object)));
}

/** The same object, but whoever reads a member that it lacks is told so. */
export function loudObject<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, member, receiver) {
      if (typeof member === 'symbol' || member in target || ASKED_OF_ANYTHING.has(member) || member.startsWith('_')) {
        return Reflect.get(target, member, receiver);
      }
      throw new Error(`The double of electron does not cover ${name}.${member}`);
    },
  });
}

/** Stands for a part of Electron of which nothing is covered: importing it is fine, any use throws. */
export function notCovered(name: string): unknown {
  const refuse = (): never => {
    throw new Error(`The double of electron does not cover ${name}`);
  };
  return new Proxy(refuse, {
    get: (_target, member) => (typeof member === 'symbol' || ASKED_OF_ANYTHING.has(member) ? undefined : refuse()),
    construct: refuse,
    apply: refuse,
  });
}
