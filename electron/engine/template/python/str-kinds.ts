// str.isalpha() and the like.
import { codePoints, isSpace } from './text.ts';
import { isCased } from './str-case.ts';

// Digits that are not decimal: superscripts, circled and the like (Unicode's Numeric_Type=Digit).
const DIGIT =
  /[\p{Nd}\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]/u;
// Ideographs that stand for numbers.
const NUMERIC_IDEOGRAPH =
  /[〇一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳貮贰阡陆陌陸零㐅㒃㠪㭍\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd\u{20001}\u{20064}\u{200e2}\u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\u{2f890}]/u;

function every(text: string, test: (char: string) => boolean): boolean {
  return text !== '' && codePoints(text).every(test);
}

const isNumericChar = (char: string): boolean => /\p{N}/u.test(char) || NUMERIC_IDEOGRAPH.test(char);
const isAlphaChar = (char: string): boolean => /\p{L}/u.test(char);

export const isAlpha = (text: string): boolean => every(text, isAlphaChar);
export const isDecimal = (text: string): boolean => every(text, (char) => /\p{Nd}/u.test(char));
export const isDigit = (text: string): boolean => every(text, (char) => DIGIT.test(char));
export const isNumeric = (text: string): boolean => every(text, isNumericChar);
export const isAlphanumeric = (text: string): boolean =>
  every(text, (char) => isAlphaChar(char) || isNumericChar(char));
export const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
export const isWhiteSpace = (text: string): boolean => every(text, isSpace);
export const isIdentifier = (text: string): boolean => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text);

export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** Upper case begins each run of cased characters and stands nowhere else. */
export function isTitle(text: string): boolean {
  let isInWord = false;
  let isAny = false;
  for (const char of codePoints(text)) {
    const isCapital = /[\p{Uppercase}\p{Lt}]/u.test(char);
    if (isCased(char) && isCapital === isInWord) return false;
    isInWord = isCased(char);
    isAny ||= isInWord;
  }
  return isAny;
}
