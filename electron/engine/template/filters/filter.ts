// What filters and tests are made of.
import { itemOrAttribute } from '../python/attribute.ts';
import { bind, parseSignature, type Kwargs } from '../python/signature.ts';
import { isDigit } from '../python/str-kinds.ts';
import { pyStr } from '../python/print.ts';
import { parseInteger } from '../python/parse-number.ts';
import { isStr, Markup, textOf, Undefined, type Str, type Value } from '../python/values.ts';
import type { Shell } from '../quoting/shell.ts';

/** A filter or test by its name, as `|map` and `|select` are given it. */
export type CallByName = (context: FilterContext, name: Value, args: Value[], kwargs: Kwargs | null) => Value;

export interface FilterContext {
  readonly autoescape: boolean;
  readonly shell: Shell;
  readonly callFilter: CallByName;
  readonly callTest: CallByName;
}

/** The first argument is what is filtered. */
export type FilterFunction = (context: FilterContext, args: Value[], kwargs: Kwargs | null) => Value;

export type FilterImplementation = (context: FilterContext, ...args: Value[]) => Value;

/** A table from signatures as in Jinja2's documentation: `default(value, default_value="", boolean=False)`. */
export function filterTable(filters: Record<string, FilterImplementation>): [string, FilterFunction][] {
  return Object.entries(filters).map(([text, implementation]) => {
    const signature = parseSignature(text);
    return [signature.name, (context, args, kwargs) => implementation(context, ...bind(signature, args, kwargs))];
  });
}

/** A str stays what it is, anything else is printed. */
export function softStr(value: Value): Str {
  return isStr(value) ? value : pyStr(value);
}

/** The result of a change to the text of a str: Markup stays Markup. */
export function mapText(value: Value, change: (text: string) => string): Str {
  const text = softStr(value);
  return text instanceof Markup ? new Markup(change(text.text)) : change(text);
}

export function ignoreCase(value: Value): Value {
  return isStr(value) ? mapText(value, (text) => text.toLowerCase()) : value;
}

/** Looks up `a.b.0` in a value, item first; null looks up nothing. */
export function attributeGetter(attribute: Value, fallback: Value = null): (item: Value) => Value {
  const parts = attributeParts(attribute);
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = itemOrAttribute(value, part);
      if (fallback !== null && value instanceof Undefined) value = fallback;
    }
    return value;
  };
}

export function attributeParts(attribute: Value): Value[] {
  if (attribute === null) return [];
  if (!isStr(attribute)) return [attribute];
  return textOf(attribute)
    .split('.')
    .map((part) => (isDigit(part) ? parseInteger(part, 10) : part));
}
