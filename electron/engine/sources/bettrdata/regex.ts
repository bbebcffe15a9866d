// MongoDB's regular expressions are PCRE; ours are JavaScript's. What means something else in the two is refused, not guessed.
import { WherryError } from '../../errors.ts';

const MAX_LENGTH = 1_000;
/** Escapes by letter that do not mean the same in both: all but these. `\x` needs its two digits. */
const FOREIGN_ESCAPE = /\\(?:\\|x[0-9a-fA-F]{2}|[^a-zA-Z]|[dDwWsSbBnrtfv])|(\\.?)/gsu;

/** The pattern as JavaScript evaluates it. Throws `bad-regex` (config) with the reason where it can't be the same. */
export function compileRegex(pattern: string, options: string): RegExp {
  const inline = /^\(\?([a-z]+)\)/.exec(pattern);
  const flags = [...new Set(options + (inline?.[1] ?? ''))].join('');
  const source = inline === null ? pattern : pattern.slice(inline[0].length);
  const difference = whatDiffers(source, flags);
  if (difference !== null) throw badRegex(pattern, difference);
  try {
    // With `u` a dot is a whole character, as in PCRE's UTF mode; without it escapes such as `\-` are allowed.
    return tryCompile(source, `${flags}u`) ?? new RegExp(source, flags);
  } catch (error) {
    throw badRegex(pattern, error instanceof Error ? error.message : String(error));
  }
}

function tryCompile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

function whatDiffers(source: string, flags: string): string | null {
  if (source.length > MAX_LENGTH) return `it has ${source.length} characters, at most ${MAX_LENGTH} are allowed`;
  if (!/^[ims]*$/.test(flags)) return `of the options only i, m and s are possible, not "${flags}"`;
  for (const [, foreign] of source.matchAll(FOREIGN_ESCAPE)) {
    if (foreign !== undefined) return `${foreign} means something else in JavaScript`;
  }
  return source.includes('[[:') ? 'classes such as [[:alpha:]] are unknown in JavaScript' : null;
}

function badRegex(pattern: string, reason: string): WherryError {
  return new WherryError('bad-regex', `the regular expression ${JSON.stringify(pattern)} can't be used: ${reason}`, {
    kind: 'config',
  });
}
