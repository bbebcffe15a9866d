// markupsafe: escaping for HTML. Jinja2 uses it even where autoescape is off, once a value is Markup.
import { spendText } from '../budget.ts';
import { pyStr } from './print.ts';
import { Markup, type Value } from './values.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ["'", '&#39;'],
  ['"', '&#34;'],
]);

export function escapeText(text: string): string {
  return text.replace(/[&<>'"]/g, (char) => ENTITIES.get(char) ?? char);
}

/** Markup stays what it is; anything else is printed and escaped. */
export function escapeHtml(value: Value): Markup {
  if (value instanceof Markup) return value;
  const text = pyStr(value);
  spendText(text.length);
  return new Markup(escapeText(text));
}
