// Arbitraries of text, put together from parts.
import { constantFrom, tuple, type Arbitrary } from 'fast-check';

/** Rules of the grammar by name; and how one refers to another. */
export type Rules = Record<string, Text>;
export type Tie = (rule: string) => Text;

export type Text = Arbitrary<string>;

/** An arbitrary of the text with its holes filled. */
export function text(parts: TemplateStringsArray, ...holes: Text[]): Text {
  return tuple(...holes).map((values) => String.raw({ raw: parts }, ...values));
}

export function oneOf(...texts: string[]): Text {
  return constantFrom(...texts);
}
