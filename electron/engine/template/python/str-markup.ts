// The methods of Markup: those of str, giving Markup and escaping what is put in, as MarkupSafe 3 does.
import { escapeHtml } from './html.ts';
import { iterate } from './iterate.ts';
import type { Bound } from './signature.ts';
import { join, STR_METHODS } from './str-methods.ts';
import { stripTags, unescapeHtml } from './strip-tags.ts';
import { isStr, Markup, PyTuple, textOf, type Value } from './values.ts';

/** Methods whose texts stay Markup. */
const SAFE: ReadonlySet<string> = new Set(
  (
    'capitalize title lower upper replace ljust rjust lstrip rstrip center strip translate expandtabs swapcase zfill casefold ' +
    'removeprefix removesuffix split rsplit splitlines partition rpartition'
  ).split(' '),
);
/** Which argument is escaped. */
const ESCAPED: ReadonlyMap<string, number> = new Map([
  ['replace', 1],
  ['ljust', 1],
  ['rjust', 1],
  ['center', 1],
]);

export function markupMethod(name: string): Bound<Markup> | undefined {
  if (name === 'join') return joinEscaped;
  if (name === 'unescape') return (self) => unescapeHtml(self.text);
  if (name === 'striptags') return (self) => stripTags(self.text);
  const method = STR_METHODS.get(name);
  if (!method) return undefined;
  const escaped = ESCAPED.get(name);
  return (self, args, kwargs) => {
    const given = args.map((arg, index) => (index === escaped && isStr(arg) ? escapeHtml(arg) : arg));
    const result = method(self.text, given, kwargs);
    return SAFE.has(name) ? marked(result) : result;
  };
}

const joinEscaped: Bound<Markup> = (self, args, kwargs) => {
  const [items = null] = args;
  const escaped = Array.from(iterate(items), (item) => escapeHtml(item).text);
  if (args.length !== 1 || kwargs !== null) return STR_METHODS.get('join')?.(self.text, args, kwargs) ?? null;
  return new Markup(join(self.text, escaped));
};

function marked(value: Value): Value {
  if (isStr(value)) return new Markup(textOf(value));
  if (Array.isArray(value)) return value.map(marked);
  return value instanceof PyTuple ? new PyTuple(value.items.map(marked)) : value;
}
