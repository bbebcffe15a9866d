// find, count, replace, startswith and the splitting methods, on code points.
import { spend, spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { intArgument, textArgument } from './convert.ts';
import { sliceBounds } from './index.ts';
import { codePointIndex, isSpace, lengthOf, strip, substring } from './text.ts';
import { isStr, PySlice, PyTuple, textOf, typeName, type Value } from './values.ts';

interface Window {
  text: string;
  start: number;
  /** False where `start` lies behind the end: not even an empty text is found there. */
  isInside: boolean;
}

function windowOf(text: string, start: Value, stop: Value): Window {
  const length = lengthOf(text);
  if (start === null && stop === null) return { text, start: 0, isInside: true };
  const bounds = sliceBounds(new PySlice(start, stop, null), length);
  const isInside = (start === null || intArgument(start) <= length) && bounds.start <= bounds.stop;
  return { text: substring(text, bounds.start, Math.max(bounds.start, bounds.stop)), start: bounds.start, isInside };
}

/** -1 where it is not found. */
export function find(text: string, what: Value, start: Value, stop: Value, isFromEnd: boolean): number {
  const wanted = textArgument(what);
  const window = windowOf(text, start, stop);
  if (!window.isInside) return -1;
  const unit = isFromEnd ? window.text.lastIndexOf(wanted) : window.text.indexOf(wanted);
  return unit < 0 ? -1 : window.start + codePointIndex(window.text, unit);
}

export function findOrFail(...args: Parameters<typeof find>): number {
  const index = find(...args);
  if (index < 0) throw new PyError('ValueError', 'substring not found');
  return index;
}

export function count(text: string, what: Value, start: Value, stop: Value): number {
  const wanted = textArgument(what);
  const window = windowOf(text, start, stop);
  if (!window.isInside) return 0;
  if (wanted === '') return lengthOf(window.text) + 1;
  let found = 0;
  for (let at = window.text.indexOf(wanted); at >= 0; at = window.text.indexOf(wanted, at + wanted.length)) found += 1;
  return found;
}

/** startswith and endswith; a tuple means any of its items. */
export function hasAffix(text: string, what: Value, start: Value, stop: Value, side: 'starts' | 'ends'): boolean {
  const window = windowOf(text, start, stop);
  const affixes = what instanceof PyTuple ? what.items : [what];
  return affixes.some((affix) => {
    if (!isStr(affix)) {
      const message =
        what instanceof PyTuple
          ? `tuple for ${side}with must only contain str, not ${typeName(affix)}`
          : `${side}with first arg must be str or a tuple of str, not ${typeName(affix)}`;
      throw new PyError('TypeError', message);
    }
    const wanted = textOf(affix);
    return window.isInside && (side === 'starts' ? window.text.startsWith(wanted) : window.text.endsWith(wanted));
  });
}

/** @param most how many at most; negative: all */
export function replace(text: string, old: string, by: string, most: number): string {
  if (most === 0) return text;
  const pieces = old === '' ? betweenAll(text) : text.split(old);
  const all = pieces.length - 1;
  const times = most < 0 ? all : Math.min(all, most);
  spendText(text.length + times * Math.max(0, by.length - old.length));
  if (times === all) return pieces.join(by);
  return `${pieces.slice(0, times + 1).join(by)}${old}${pieces.slice(times + 1).join(old)}`;
}

/** An empty text is found before, between and after all characters. */
function betweenAll(text: string): string[] {
  return ['', ...Array.from(text), ''];
}

function separatorOf(separator: Value): string {
  if (!isStr(separator)) throw new PyError('TypeError', `must be str or None, not ${typeName(separator)}`);
  if (textOf(separator) === '') throw new PyError('ValueError', 'empty separator');
  return textOf(separator);
}

/** @param most how many cuts at most; negative: all */
export function split(text: string, separator: Value, most: number): string[] {
  if (separator === null) return splitSpace(text, most);
  const by = separatorOf(separator);
  const pieces = text.split(by);
  spend(pieces.length);
  if (most < 0 || pieces.length <= most + 1) return pieces;
  return [...pieces.slice(0, most), pieces.slice(most).join(by)];
}

export function splitFromEnd(text: string, separator: Value, most: number): string[] {
  if (separator === null) return splitSpaceFromEnd(text, most);
  const by = separatorOf(separator);
  const pieces: string[] = [];
  let end = text.length;
  const limit = most < 0 ? Number.POSITIVE_INFINITY : most;
  while (pieces.length < limit) {
    const at = end < by.length ? -1 : text.lastIndexOf(by, end - by.length);
    if (at < 0) break;
    pieces.push(text.slice(at + by.length, end));
    end = at;
  }
  spend(pieces.length);
  return [...pieces, text.slice(0, end)].toReversed();
}

function splitSpace(text: string, most: number): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charAt(at))) at += 1;
    if (at === text.length) break;
    if (most >= 0 && pieces.length >= most) {
      pieces.push(strip(text.slice(at), null, 'right'));
      break;
    }
    const start = at;
    while (at < text.length && !isSpace(text.charAt(at))) at += 1;
    pieces.push(text.slice(start, at));
  }
  spend(pieces.length);
  return pieces;
}

function splitSpaceFromEnd(text: string, most: number): string[] {
  const pieces: string[] = [];
  let end = text.length;
  for (;;) {
    while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1;
    if (end === 0) break;
    if (most >= 0 && pieces.length >= most) {
      pieces.push(strip(text.slice(0, end), null, 'left'));
      break;
    }
    const stop = end;
    while (end > 0 && !isSpace(text.charAt(end - 1))) end -= 1;
    pieces.push(text.slice(end, stop));
  }
  spend(pieces.length);
  return pieces.toReversed();
}

/** Before, the separator, after; what is not found leaves the text on its own side. */
export function partition(text: string, separator: Value, isFromEnd: boolean): [string, string, string] {
  const by = textArgument(separator);
  if (by === '') throw new PyError('ValueError', 'empty separator');
  const at = isFromEnd ? text.lastIndexOf(by) : text.indexOf(by);
  if (at < 0) return isFromEnd ? ['', '', text] : [text, '', ''];
  return [text.slice(0, at), by, text.slice(at + by.length)];
}
