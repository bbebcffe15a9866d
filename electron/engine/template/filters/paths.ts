// Wherry's own filters: parts of paths (with either separator), and how a value gets into a command line.
import { pyStr } from '../python/print.ts';
import { Verbatim, type Value } from '../python/values.ts';
import { quoteArgument } from '../quoting/quote-argument.ts';
import { filterTable, type FilterFunction } from './filter.ts';

export const PATH_FILTERS: [string, FilterFunction][] = filterTable({
  'basename(path)': (_, path = null) => baseName(pyStr(path)),
  'dirname(path)': (_, path = null) => directoryName(pyStr(path)),
  'ext(path)': (_, path = null) => extension(baseName(pyStr(path))),
  'stem(path)': (_, path = null) => stem(pyStr(path)),
  'quote(value)': (context, value = null) => quoted(value, quoteArgument(pyStr(value), context.shell)),
  'raw(value)': (_, value = null) => new Verbatim('raw', pyStr(value), pyStr(value)),
});

function quoted(value: Value, text: string): Verbatim {
  return value instanceof Verbatim ? value : new Verbatim('quoted', text, pyStr(value));
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}

function baseName(path: string): string {
  return path.slice(lastSeparator(path) + 1);
}

/** Without the separator, but for a root: `/a` gives `/`, `C:\a` gives `C:\`. */
function directoryName(path: string): string {
  const end = lastSeparator(path);
  if (end < 0) return '';
  const directory = path.slice(0, end);
  return directory === '' || directory.endsWith(':') ? path.slice(0, end + 1) : directory;
}

/** With its dot; names that begin with dots have none of them in it. */
function extension(name: string): string {
  const dot = name.lastIndexOf('.');
  return /[^.]/.test(name.slice(0, Math.max(0, dot))) ? name.slice(dot) : '';
}

function stem(path: string): string {
  const name = baseName(path);
  return name.slice(0, name.length - extension(name).length);
}
