// What a shell's quoting is to the rest: it is given the line piece by piece, follows the shell's own reading of what
// it has written, and so knows at each value how to write it. A value that it can't write safely it refuses.
import { PyError } from '../template-error.ts';

export interface Quoter {
  /** Text of the template: written as it is. */
  literal(text: string): void;
  /** A value: written so that the shell reads exactly it, as part of the word where it stands. */
  value(text: string): void;
  /** The line is complete. */
  end(): void;
  readonly output: string;
  /** Where the next value would stand, for people: `single quotes`, `double quotes`, … */
  readonly place: string;
  /** A quoter in the same state. */
  copy(): Quoter;
}

/** @param instead what to write instead */
export function refuse(message: string, instead: string): never {
  throw new PyError('QuotingError', `${message}: ${instead}`);
}

export function assertNoNul(text: string): void {
  if (text.includes('\0')) refuse('the value contains a NUL character', 'no command line can carry it');
}
