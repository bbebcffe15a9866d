// str.format and str.format_map as methods of a value.
import { PyError } from '../template-error.ts';
import { getIndexed } from './index.ts';
import { pyRepr } from './print.ts';
import type { Kwargs } from './signature.ts';
import { formatFields, formatFieldsEscaped, type FormatSource } from './str-format.ts';
import { Markup, textOf, type Str, type Value } from './values.ts';

export function formatMethod(
  format: Str,
  name: 'format' | 'format_map',
  args: Value[],
  kwargs: Kwargs | null,
  attribute: FormatSource['attribute'],
): Str {
  const source: FormatSource = {
    attribute,
    ...(name === 'format' ? fromArguments(args, kwargs) : fromMapping(args, kwargs)),
  };
  return format instanceof Markup
    ? new Markup(formatFieldsEscaped(format.text, source))
    : formatFields(textOf(format), source);
}

function fromArguments(args: Value[], kwargs: Kwargs | null): Omit<FormatSource, 'attribute'> {
  return {
    positional: args,
    named(name) {
      const value = kwargs?.get(name);
      if (value === undefined) throw new PyError('KeyError', pyRepr(name));
      return value;
    },
  };
}

function fromMapping(args: Value[], kwargs: Kwargs | null): Omit<FormatSource, 'attribute'> {
  const [mapping] = args;
  if (mapping === undefined || args.length > 1 || kwargs !== null) {
    throw new PyError('TypeError', `str.format_map() takes exactly one argument (${args.length} given)`);
  }
  return { positional: [], named: (name) => getIndexed(mapping, name) };
}
