// Upper, lower, title and folded case, where Python and JavaScript differ: titles and case folding.
import { codePoints } from './text.ts';

// Digraphs whose title case is a character of its own.
const TITLE: ReadonlyMap<string, string> = new Map(
  ['ǄǅǆǅǇǈǉǈǊǋǌǋǱǲǳǲ'].flatMap((text) =>
    [0, 4, 8, 12].flatMap((at) => [0, 1, 2].map((n): [string, string] => [text.charAt(at + n), text.charAt(at + 3)])),
  ),
);
const GEORGIAN = /[\u10d0-\u10fa\u10fd-\u10ff]/;
const GREEK_IOTA = /[\u1f80-\u1faf\u1fb3\u1fc3\u1ff3\u1fbc\u1fcc\u1ffc]/;

/** The first letter of a word. */
export function titleChar(char: string): string {
  if (char === 'ŉ') return 'ʼN';
  const digraph = TITLE.get(char);
  if (digraph !== undefined) return digraph;
  if (GEORGIAN.test(char)) return char;
  if (GREEK_IOTA.test(char)) return greekTitle(char);
  const [first = '', ...rest] = Array.from(char.toUpperCase());
  return first + rest.map((part) => (part === '\u0399' ? '\u0345' : part.toLowerCase())).join('');
}

/** Letters with iota below: the capital that keeps it. */
function greekTitle(char: string): string {
  const code = char.charCodeAt(0);
  if (code <= 0x1faf) return String.fromCharCode(code | 8);
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCharCode(code + 9) : char;
}

export function isCased(char: string): boolean {
  return /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u.test(char);
}

export function title(text: string): string {
  let isInWord = false;
  let result = '';
  for (const [index, char] of codePoints(text).entries()) {
    result += isInWord ? lowerAt(text, index, char) : titleChar(char);
    isInWord = isCased(char);
  }
  return result;
}

/** A capital sigma is another letter at the end of a word, so it takes the whole text to know. */
function lowerAt(text: string, index: number, char: string): string {
  if (char !== 'Σ') return char.toLowerCase();
  const before = codePoints(text).slice(0, index).join('').toLowerCase();
  return text.toLowerCase().charAt(before.length);
}

export function capitalize(text: string): string {
  const [first = '', ...rest] = codePoints(text);
  return titleChar(first) + lowerRest(first, rest.join(''));
}

/** Lower case of what follows, with the first character as context for a final sigma. */
function lowerRest(first: string, rest: string): string {
  return (first + rest).toLowerCase().slice(first.toLowerCase().length);
}

export function swapCase(text: string): string {
  return codePoints(text)
    .map((char, index) => {
      if (/\p{Uppercase}/u.test(char)) return lowerAt(text, index, char);
      return /\p{Lowercase}/u.test(char) ? char.toUpperCase() : char;
    })
    .join('');
}

export function caseFold(text: string): string {
  return codePoints(text)
    .map((char) => {
      if (char === '\u1e9e') return 'ss';
      if (/[\u13a0-\u13f5]/.test(char)) return char;
      if (/[\u13f8-\u13fd\uab70-\uabbf]/.test(char)) return char.toUpperCase();
      return char === '\u0130'
        ? 'i\u0307'
        : char === '\u0131'
          ? char
          : char.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
    })
    .join('');
}
