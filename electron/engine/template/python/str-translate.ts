// str.translate: a table from code points to text, code points or None.
import { spendText } from '../budget.ts';
import { PyError } from '../template-error.ts';
import { getIndexed } from './index.ts';
import { codePoints } from './text.ts';
import { isStr, textOf, type Value } from './values.ts';

export function translate(text: string, table: Value): string {
  let result = '';
  for (const char of codePoints(text)) {
    result += replacement(char, table);
    spendText(result.length);
  }
  return result;
}

function replacement(char: string, table: Value): string {
  let by: Value;
  try {
    by = getIndexed(table, char.codePointAt(0) ?? 0);
  } catch (error) {
    if (error instanceof PyError && /^(?:Key|Index)Error$/.test(error.pythonType)) return char;
    throw error;
  }
  if (by === null) return '';
  if (isStr(by)) return textOf(by);
  if (typeof by === 'number') return String.fromCodePoint(by);
  throw new PyError('TypeError', 'character mapping must return integer, None or str');
}
