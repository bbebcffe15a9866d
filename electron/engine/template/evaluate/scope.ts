// A frame at compile time: which names it knows, in which invocation it lives, and how its variables are reached.
import type { Load, FunctionScope, Ref } from './symbols.ts';
import { Symbols } from './symbols.ts';
import type { Frame } from './runtime.ts';
import type { Value } from '../python/values.ts';

export interface Scope {
  symbols: Symbols;
  /** What is set here is visible in blocks and macros by its name. */
  isTopLevel: boolean;
  /** In an `if` or an inline if: unknown filters are errors only when they are reached. */
  isSoft: boolean;
  escape: EscapeState;
}

/** What is known about autoescape when the template is compiled. */
export interface EscapeState {
  isOn: boolean;
  /** It depends on a value: ask the runtime. */
  isVolatile: boolean;
}

export function rootScope(): Scope {
  const symbols = new Symbols({ outer: null, size: 0 }, null);
  return { symbols, isTopLevel: true, isSoft: false, escape: { isOn: false, isVolatile: false } };
}

/** @param isFunction an invocation of its own */
export function innerScope(scope: Scope, isFunction = false): Scope {
  const outer = scope.symbols.scope;
  const inner: FunctionScope = isFunction ? { outer, size: 0 } : outer;
  return { symbols: new Symbols(inner, scope.symbols), isTopLevel: false, isSoft: false, escape: scope.escape };
}

/** How many invocations out the variable lives. */
function distance(from: FunctionScope, ref: Ref): number {
  let count = 0;
  for (let scope = from; scope !== ref.scope && scope.outer; scope = scope.outer) count += 1;
  return count;
}

function outward(frame: Frame, count: number): Frame {
  let found = frame;
  for (let left = count; left > 0 && found.outer; left -= 1) found = found.outer;
  return found;
}

/** Reads a variable; undefined: missing. */
export function reader(scope: Scope, ref: Ref): (frame: Frame) => Value | undefined {
  const count = distance(scope.symbols.scope, ref);
  const { slot } = ref;
  if (count === 0) return (frame) => frame.slots[slot];
  return (frame) => outward(frame, count).slots[slot];
}

export function writer(scope: Scope, ref: Ref): (frame: Frame, value: Value | undefined) => void {
  const count = distance(scope.symbols.scope, ref);
  const { slot } = ref;
  if (count === 0) {
    return (frame, value) => {
      frame.slots[slot] = value;
    };
  }
  return (frame, value) => {
    outward(frame, count).slots[slot] = value;
  };
}

/** Gives the frame's variables their first values; to be made after all its symbols are known. */
export function entering(scope: Scope): (frame: Frame) => void {
  const actions = Array.from(scope.symbols.loads, ([ref, load]) => loading(scope, ref, load)).filter(
    (action) => action !== null,
  );
  return (frame) => {
    for (const action of actions) action(frame);
  };
}

function loading(scope: Scope, ref: Ref, load: Load): ((frame: Frame) => void) | null {
  const write = writer(scope, ref);
  switch (load.from) {
    case 'parameter':
      return null;
    case 'context':
      return (frame) => write(frame, frame.context.resolve(load.name));
    case 'alias': {
      const read = reader(scope, load.ref);
      return (frame) => write(frame, read(frame));
    }
    case 'nothing':
      return (frame) => write(frame, undefined);
  }
}

/** Forgets the frame's variables. */
export function leaving(scope: Scope): (frame: Frame) => void {
  const writers = Array.from(scope.symbols.loads.keys(), (ref) => writer(scope, ref));
  return (frame) => {
    for (const write of writers) write(frame, undefined);
  };
}
