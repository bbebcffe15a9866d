// `|urlize`: a port of jinja2.utils.urlize.
import { escapeText } from '../python/html.ts';
import { count } from '../python/str-search.ts';
import { PyError } from '../template-error.ts';
import { pyRepr } from '../python/print.ts';

export interface UrlizeStyle {
  /** Longer addresses are shown shortened. */
  limit: number | null;
  rel: string | null;
  target: string | null;
  schemes: readonly string[];
}

const W = String.raw`[\p{L}\p{N}_%-]`;
const URL = new RegExp(
  `^(?:(?:https?://|www\\.)(?:(?:${W}+\\.)+)?(?:[a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})` +
    `|(?:${W.replace('+', '')}{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)` +
    String.raw`|https?://(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]))` +
    String.raw`(?::\d{1,5})?(?:[/?#]\S*)?$`,
  'iu',
);
const EMAIL = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
const SCHEME = /^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u;
/** Longer words are not looked at: no address is, and the patterns take their time. */
const MAX_WORD = 2_000;

/** @param html escaped text */
export function urlize(html: string, style: UrlizeStyle): string {
  for (const scheme of style.schemes) {
    if (!SCHEME.test(scheme))
      throw new PyError('FilterArgumentError', `${pyRepr(scheme)} is not a valid URI scheme prefix.`);
  }
  return html
    .split(/(\s+)/)
    .map((word) => (word.length > MAX_WORD ? word : linked(word, style)))
    .join('');
}

function linked(word: string, style: UrlizeStyle): string {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let tail = /(?:\)|>|\.|,|\n|&gt;)$/.test(middle) ? (/(?:[)>.,\n]|&gt;)+$/.exec(middle)?.[0] ?? '') : '';
  middle = middle.slice(0, middle.length - tail.length);
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    const opened = count(middle, open, null, null);
    if (opened <= count(middle, close, null, null)) continue;
    for (let left = Math.min(opened, count(tail, close, null, null)); left > 0; left -= 1) {
      const end = tail.indexOf(close) + close.length;
      middle += tail.slice(0, end);
      tail = tail.slice(end);
    }
  }
  return head + link(middle, style) + tail;
}

function link(text: string, { limit, rel, target, schemes }: UrlizeStyle): string {
  const attributes = (rel ? ` rel="${escapeText(rel)}"` : '') + (target ? ` target="${escapeText(target)}"` : '');
  const shown = limit !== null && text.length > limit ? `${text.slice(0, limit)}...` : text;
  if (URL.test(text)) {
    const address = /^https?:\/\//.test(text) ? text : `https://${text}`;
    return `<a href="${address}"${attributes}>${shown}</a>`;
  }
  if (text.startsWith('mailto:') && EMAIL.test(text.slice(7))) return `<a href="${text}">${text.slice(7)}</a>`;
  const isMail = text.includes('@') && !text.startsWith('www.') && !text.startsWith('@') && !text.includes(':');
  if (isMail && EMAIL.test(text)) return `<a href="mailto:${text}">${text}</a>`;
  const hasScheme = schemes.some((scheme) => text !== scheme && text.startsWith(scheme));
  return hasScheme ? `<a href="${text}"${attributes}>${text}</a>` : text;
}
