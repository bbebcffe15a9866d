// The `loop` variable: a port of jinja2.runtime.LoopContext.
import { isEqual } from '../python/compare.ts';
import { iterate, lengthOrNull } from '../python/iterate.ts';
import { JinjaObject, PyFunction, PyTuple, Undefined, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';

export class LoopContext extends JinjaObject {
  readonly typeName = 'LoopContext';
  readonly recurse: ((items: Value, depth: number) => Value) | null;
  private readonly iterable: Value;
  private items: Iterator<Value>;
  private readonly depth0: number;
  private index0 = -1;
  private known: number | null = null;
  /** What was looked at ahead of its turn. */
  private ahead: IteratorResult<Value> | null = null;
  private before: Value | undefined;
  private current: Value | undefined;
  private lastChanged: Value | undefined;

  constructor(iterable: Value, depth0: number, recurse: LoopContext['recurse']) {
    super();
    this.iterable = iterable;
    this.items = iterate(iterable)[Symbol.iterator]();
    this.depth0 = depth0;
    this.recurse = recurse;
  }

  *turns(): Generator<Value> {
    for (;;) {
      const result = this.ahead ?? this.items.next();
      this.ahead = null;
      if (result.done) return;
      this.index0 += 1;
      this.before = this.current;
      this.current = result.value;
      yield result.value;
    }
  }

  private peek(): IteratorResult<Value> {
    this.ahead ??= this.items.next();
    return this.ahead;
  }

  private total(): number {
    if (this.known !== null) return this.known;
    this.known = lengthOrNull(this.iterable);
    if (this.known === null) {
      const rest = Array.from({ [Symbol.iterator]: () => this.items });
      this.items = rest[Symbol.iterator]();
      this.known = rest.length + this.index0 + 1 + (this.ahead && !this.ahead.done ? 1 : 0);
    }
    return this.known;
  }

  override readonly length = (): number => this.total();

  override readonly call: PyFunction['call'] = ([items = null]) => {
    if (!this.recurse) {
      throw new PyError('TypeError', "The loop must have the 'recursive' marker to be called recursively.");
    }
    return this.recurse(items, this.depth0 + 1);
  };

  attribute(name: string): Value | undefined {
    switch (name) {
      case 'index':
        return this.index0 + 1;
      case 'index0':
        return this.index0;
      case 'revindex':
        return this.total() - this.index0;
      case 'revindex0':
        return this.total() - this.index0 - 1;
      case 'first':
        return this.index0 === 0;
      case 'last':
        return this.peek().done === true;
      case 'length':
        return this.total();
      case 'depth':
        return this.depth0 + 1;
      case 'depth0':
        return this.depth0;
      case 'previtem':
        return this.index0 === 0 ? new Undefined('there is no previous item') : this.before;
      case 'nextitem': {
        const next = this.peek();
        return next.done ? new Undefined('there is no next item') : next.value;
      }
      case 'cycle':
        return new PyFunction('<bound method LoopContext.cycle>', (args) => this.cycle(args), 'method');
      case 'changed':
        return new PyFunction(
          '<bound method LoopContext.changed>',
          (args) => this.changed(new PyTuple(args)),
          'method',
        );
      default:
        return undefined;
    }
  }

  private cycle(args: Value[]): Value {
    const item = args[this.index0 % args.length];
    if (item === undefined) throw new PyError('TypeError', 'no items for cycling given');
    return item;
  }

  private changed(value: PyTuple): boolean {
    if (this.lastChanged !== undefined && isEqual(this.lastChanged, value)) return false;
    this.lastChanged = value;
    return true;
  }

  display(): string {
    return `<LoopContext ${this.index0 + 1}/${this.total()}>`;
  }
}
