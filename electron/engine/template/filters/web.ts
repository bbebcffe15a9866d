// Filters for HTML and URLs: urlencode, xmlattr, urlize, tojson.
import { intArgument } from '../python/convert.ts';
import { PyDict } from '../python/dict.ts';
import { escapeHtml } from '../python/html.ts';
import { iterate, iterateOrNull, listOf } from '../python/iterate.ts';
import { pyRepr, pyStr } from '../python/print.ts';
import { isTrue } from '../python/truth.ts';
import { isStr, Markup, PyBytes, PyTuple, textOf, typeName, Undefined, type Value } from '../python/values.ts';
import { PyError } from '../template-error.ts';
import { filterTable, type FilterFunction } from './filter.ts';
import { toJsonFilter } from './json.ts';
import { urlize } from './urlize.ts';

export const WEB_FILTERS: [string, FilterFunction][] = filterTable({
  'tojson(value, indent=None)': (_, value = null, indent = null) => toJsonFilter(value, indent),
  'urlencode(value)': (_, value = null) => urlEncode(value),
  'urlize(value, trim_url_limit=None, nofollow=False, target=None, rel=None, extra_schemes=None)': (
    context,
    value = null,
    limit = null,
    nofollow = null,
    target = null,
    rel = null,
    schemes = null,
  ) => {
    const html = urlize(escapeHtml(value).text, {
      limit: limit === null ? null : intArgument(limit),
      rel: relations(rel, isTrue(nofollow)),
      target: target === null ? null : pyStr(target),
      schemes: schemes === null ? [] : listOf(schemes).map(pyStr),
    });
    return context.autoescape ? new Markup(html) : html;
  },
  'xmlattr(d, autospace=True)': (context, dict = null, autospace = null) => {
    const attributes = xmlAttributes(dict);
    const text = isTrue(autospace) && attributes ? ` ${attributes}` : attributes;
    return context.autoescape ? new Markup(text) : text;
  },
});

function relations(rel: Value, nofollow: boolean): string | null {
  const parts = new Set(
    pyStr(rel ?? '')
      .split(/\s+/)
      .filter((part) => part !== ''),
  );
  if (nofollow) parts.add('nofollow');
  parts.add('noopener');
  return Array.from(parts).toSorted().join(' ');
}

function xmlAttributes(dict: Value): string {
  if (dict instanceof Undefined) throw new PyError(dict.pythonType, dict.message);
  if (!(dict instanceof PyDict))
    throw new PyError('AttributeError', `'${typeName(dict)}' object has no attribute 'items'`);
  const attributes: string[] = [];
  for (const [key, value] of dict.items()) {
    if (value === null || value instanceof Undefined) continue;
    if (!isStr(key)) throw new PyError('TypeError', `expected string or bytes-like object, got '${typeName(key)}'`);
    if (/[\t-\r />=]/.test(textOf(key))) {
      throw new PyError('ValueError', `Invalid character in attribute name: ${pyRepr(key)}`);
    }
    attributes.push(`${escapeHtml(key).text}="${escapeHtml(value).text}"`);
  }
  return attributes.join(' ');
}

function urlEncode(value: Value): string {
  if (isStr(value) || iterateOrNull(value) === null) return quoteUrl(value, '/');
  const pairs = value instanceof PyDict ? Array.from(value.items(), (pair) => new PyTuple(pair)) : iterate(value);
  return Array.from(pairs, (pair) => {
    const [key, item, ...more] = listOf(pair);
    if (key === undefined || item === undefined || more.length > 0) {
      throw new PyError('ValueError', 'wrong number of values to unpack (expected 2)');
    }
    return `${quoteQuery(key)}=${quoteQuery(item)}`;
  }).join('&');
}

function quoteQuery(value: Value): string {
  return quoteUrl(value, '').replaceAll('%20', '+');
}

function quoteUrl(value: Value, safe: string): string {
  const bytes = value instanceof PyBytes ? value.bytes : new TextEncoder().encode(wellFormed(pyStr(value)));
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    return /[\w.~-]/.test(char) || (safe !== '' && char === safe)
      ? char
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function wellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw new PyError('UnicodeEncodeError', "'utf-8' codec can't encode: surrogates not allowed");
}
