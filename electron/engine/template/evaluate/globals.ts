// The functions of a default Environment: range, dict, namespace, cycler, joiner, lipsum.
import { intArgument } from '../python/convert.ts';
import { pairsOf } from '../python/dict-methods.ts';
import { PyDict } from '../python/dict.ts';
import { pyStr } from '../python/print.ts';
import { JinjaObject, Namespace, PyFunction, PyRange, PyTuple, type Value, type Variables } from '../python/values.ts';
import { PyError } from '../template-error.ts';

class Cycler extends JinjaObject {
  readonly typeName = 'Cycler';
  private readonly items: readonly Value[];
  private position = 0;

  constructor(items: readonly Value[]) {
    super();
    if (items.length === 0) throw new PyError('RuntimeError', 'at least one item has to be provided');
    this.items = items;
  }

  attribute(name: string): Value | undefined {
    if (name === 'current') return this.items[this.position];
    if (name === 'pos') return this.position;
    if (name === 'items') return new PyTuple(this.items);
    if (name === 'next') return new PyFunction('<bound method Cycler.next>', () => this.next(), 'method');
    if (name === 'reset') return new PyFunction('<bound method Cycler.reset>', () => this.reset(), 'method');
    return undefined;
  }

  private next(): Value {
    const item = this.items[this.position] ?? null;
    this.position = (this.position + 1) % this.items.length;
    return item;
  }

  private reset(): null {
    this.position = 0;
    return null;
  }

  display(): string {
    return '<jinja2.utils.Cycler object>';
  }
}

class Joiner extends JinjaObject {
  readonly typeName = 'Joiner';
  private readonly separator: Value;
  private isUsed = false;

  constructor(separator: Value) {
    super();
    this.separator = separator;
  }

  override readonly call: PyFunction['call'] = () => {
    if (this.isUsed) return this.separator;
    this.isUsed = true;
    return '';
  };

  attribute(name: string): Value | undefined {
    if (name === 'sep') return this.separator;
    return name === 'used' ? this.isUsed : undefined;
  }

  display(): string {
    return '<jinja2.utils.Joiner object>';
  }
}

const range: PyFunction['call'] = (args, kwargs) => {
  if (kwargs !== null) throw new PyError('TypeError', 'range() takes no keyword arguments');
  if (args.length < 1 || args.length > 3) {
    throw new PyError('TypeError', `range expected at least 1 argument, got ${args.length}`);
  }
  const numbers = args.map(intArgument);
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (step === 0) throw new PyError('ValueError', 'range() arg 3 must not be zero');
  return new PyRange(start, stop, step);
};

const namespace: PyFunction['call'] = (args, kwargs) => {
  const made = new Namespace();
  for (const [key, value] of pairsOf('dict', args, kwargs)) made.attributes.set(pyStr(key), value);
  return made;
};

const lipsum: PyFunction['call'] = () => {
  throw new PyError('TemplateRuntimeError', 'lipsum() makes random text: it is not supported in command templates');
};

const joiner: PyFunction['call'] = (args, kwargs) => new Joiner(args[0] ?? kwargs?.get('sep') ?? ', ');

export const GLOBALS: Variables = new Map<string, Value>([
  ['range', new PyFunction("<class 'range'>", range, 'type')],
  ['dict', new PyFunction("<class 'dict'>", (args, kwargs) => new PyDict(pairsOf('dict', args, kwargs)), 'type')],
  ['namespace', new PyFunction("<class 'jinja2.utils.Namespace'>", namespace, 'type')],
  ['cycler', new PyFunction("<class 'jinja2.utils.Cycler'>", (args) => new Cycler(args), 'type')],
  ['joiner', new PyFunction("<class 'jinja2.utils.Joiner'>", joiner, 'type')],
  ['lipsum', new PyFunction('<function generate_lorem_ipsum>', lipsum, 'function')],
]);
