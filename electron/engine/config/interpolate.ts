// Python's BasicInterpolation: %% is a percent sign, %(key)s the value of another key, any other % an error.
import type { PythonErrorType } from './ini-error.ts';

/** MAX_INTERPOLATION_DEPTH */
const MAX_DEPTH = 10;
const REFERENCE = /%\(([^)]+)\)s/y;

/** A piece of the result and where in the raw value it comes from. */
export interface Piece {
  text: string;
  /** Offset in the raw value. */
  at: number;
  /** True where the piece is the raw text itself, so that offsets within it run alike. */
  isLiteral: boolean;
}

/** Why Python would raise, at an offset of the raw value. */
export interface Refusal {
  pythonType: PythonErrorType;
  at: number;
  /** The name in %(…)s that leads nowhere, as the raw value spells it; null where it is within another value. */
  missing: string | null;
}

export type Interpolated = { pieces: Piece[] } | { refusal: Refusal };

/** Raw value of a lower-cased key, in the section or else in [DEFAULT]. */
export type Lookup = (key: string) => string | undefined;

/** @param depth how many values deep we are; callers leave it out */
export function interpolate(raw: string, lookup: Lookup, depth = 1): Interpolated {
  if (depth > MAX_DEPTH) return refused('InterpolationDepthError', 0);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < raw.length) {
    const percent = raw.indexOf('%', at);
    const end = percent === -1 ? raw.length : percent;
    if (end > at) pieces.push({ text: raw.slice(at, end), at, isLiteral: true });
    if (percent === -1) break;

    if (raw[percent + 1] === '%') {
      pieces.push({ text: '%', at: percent, isLiteral: false });
      at = percent + 2;
      continue;
    }
    REFERENCE.lastIndex = percent;
    const reference = REFERENCE.exec(raw);
    if (reference === null) return refused('InterpolationSyntaxError', percent);
    const [written, name = ''] = reference;
    let text = lookup(name.toLowerCase());
    if (text === undefined) return refused('InterpolationMissingOptionError', percent, depth === 1 ? name : null);
    // Only a value with a percent sign of its own counts as one more level.
    if (text.includes('%')) {
      const inner = interpolate(text, lookup, depth + 1);
      if ('refusal' in inner) return { refusal: { ...inner.refusal, at: percent } };
      text = textOf(inner.pieces);
    }
    pieces.push({ text, at: percent, isLiteral: false });
    at = percent + written.length;
  }
  return { pieces };
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

/** The offset in the raw value of a character of the result. */
export function rawOffset(pieces: readonly Piece[], offset: number): number {
  let before = 0;
  for (const { text, at, isLiteral } of pieces) {
    if (offset < before + text.length) return isLiteral ? at + offset - before : at;
    before += text.length;
  }
  const last = pieces.at(-1);
  return last === undefined ? 0 : last.at + (last.isLiteral ? last.text.length : 0);
}

function refused(pythonType: PythonErrorType, at: number, missing: string | null = null): Interpolated {
  return { refusal: { pythonType, at, missing } };
}
