// `|pprint`: Python's pprint.pformat at 80 columns.
import { sorted } from '../python/compare.ts';
import { PyDict } from '../python/dict.ts';
import { pyRepr, reprText } from '../python/print.ts';
import { lengthOf, splitLines } from '../python/text.ts';
import { PyTuple, typeName, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';

const WIDTH = 80;

export function prettyPrint(value: Value): string {
  return format(value, 0, 0);
}

/** @param allowance columns that what follows on the last line takes */
function format(value: Value, indent: number, allowance: number): string {
  const text = pyRepr(withSortedKeys(value));
  if (lengthOf(text) <= WIDTH - indent - allowance) return text;
  if (value instanceof PyDict && value.size > 0) return formatDict(value, indent, allowance);
  if (Array.isArray(value) && value.length > 0) return `[${formatItems(value, indent + 1, allowance + 1)}]`;
  if (value instanceof PyTuple && value.items.length > 0) {
    const end = value.items.length === 1 ? ',)' : ')';
    return `(${formatItems(value.items, indent + 1, allowance + end.length)}${end}`;
  }
  return typeof value === 'string' ? formatText(value, indent, allowance) : text;
}

function formatItems(items: readonly Value[], indent: number, allowance: number): string {
  return items
    .map((item, index) => format(item, indent, index === items.length - 1 ? allowance : 1))
    .join(`,\n${' '.repeat(indent)}`);
}

function formatDict(dict: PyDict, indent: number, allowance: number): string {
  const pairs = sortedPairs(dict);
  const lines = pairs.map(([key, value], index) => {
    const shown = pyRepr(withSortedKeys(key));
    const isLast = index === pairs.length - 1;
    return `${shown}: ${format(value, indent + lengthOf(shown) + 3, isLast ? allowance + 1 : 1)}`;
  });
  return `{${lines.join(`,\n${' '.repeat(indent + 1)}`)}}`;
}

/** Long texts are cut after words; the parts stand below each other. */
function formatText(text: string, indent: number, allowance: number): string {
  const isTop = indent === 0 && allowance === 0;
  const column = isTop ? indent + 1 : indent;
  const room = isTop ? allowance + 1 : allowance;
  const chunks: string[] = [];
  const lines = splitLines(text, true);
  for (const [index, line] of lines.entries()) {
    const isLastLine = index === lines.length - 1;
    if (lengthOf(reprText(line)) <= WIDTH - column - (isLastLine ? room : 0)) chunks.push(reprText(line));
    else chunks.push(...wordChunks(line, WIDTH - column, isLastLine ? room : 0));
  }
  if (chunks.length === 1) return pyRepr(text);
  const joined = chunks.join(`\n${' '.repeat(column)}`);
  return isTop ? `(${joined})` : joined;
}

function wordChunks(line: string, width: number, allowance: number): string[] {
  const parts = line.match(/\S*\s*/g)?.slice(0, -1) ?? [];
  const chunks: string[] = [];
  let current = '';
  for (const [index, part] of parts.entries()) {
    const candidate = current + part;
    const room = index === parts.length - 1 ? width - allowance : width;
    if (lengthOf(reprText(candidate)) > room) {
      if (current) chunks.push(reprText(current));
      current = part;
    } else {
      current = candidate;
    }
  }
  if (current) chunks.push(reprText(current));
  return chunks;
}

function withSortedKeys(value: Value): Value {
  if (value instanceof PyDict) {
    return new PyDict(sortedPairs(value).map(([key, item]): [Value, Value] => [key, withSortedKeys(item)]));
  }
  if (Array.isArray(value)) return value.map(withSortedKeys);
  return value instanceof PyTuple ? new PyTuple(value.items.map(withSortedKeys)) : value;
}

/** By key where keys can be compared, else by the names of their types. */
function sortedPairs(dict: PyDict): [Value, Value][] {
  const pairs = Array.from(dict.items());
  try {
    return sorted(pairs, ([key]) => key, false);
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    return sorted(pairs, ([key]) => typeName(key), false);
  }
}
