// Values in a line for /bin/sh. Constructs that are not followed (here-documents, `case` in `$(`, …) make it refuse
// every value from there on: better no command than another one.
import { assertNoNul, refuse, type Quoter } from './quoter.ts';
import { isPlainForSh, quoteForSh } from './quote-argument.ts';
import { readSh, startSh, type ShState } from './sh-reader.ts';

/** Words that are no command but begin one; as a value they must not. */
const RESERVED = /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|function|select|time|coproc)$/;

export class ShQuoter implements Quoter {
  output = '';
  private state: ShState = startSh();
  /** Where the last value began, if it was written bare and the word is a number so far. */
  private bareNumber: number | null = null;
  private hasValues = false;

  get place(): string {
    const { lost, contexts } = this.state;
    if (lost !== null) return lost.what;
    return contexts.at(-1)?.kind ?? 'unquoted text';
  }

  literal(text: string): void {
    if (text === '') return;
    if (this.bareNumber !== null && /^\d*[<>]/.test(text)) this.quoteNumber(this.bareNumber);
    this.bareNumber = null;
    readSh(this.state, text);
    this.output += text;
  }

  /** `2>` would redirect another stream instead of giving the number 2. */
  private quoteNumber(from: number): void {
    this.output = this.output.slice(0, from) + quoteForSh(this.output.slice(from));
  }

  value(text: string): void {
    assertNoNul(text);
    this.hasValues = true;
    const { state } = this;
    if (state.lost !== null) refuse(`a value after ${state.lost.what}`, state.lost.instead);
    if (state.isEscaped)
      refuse('a value directly after a backslash', 'leave the backslash out; values are quoted by themselves');
    if (state.isAfterDollar)
      refuse('a value directly after a $', 'it would become the name of a shell variable; leave the $ out');
    this.write(text);
  }

  private write(text: string): void {
    const { state } = this;
    switch (state.contexts.at(-1)?.kind) {
      case undefined:
      case 'command substitution':
      case 'parentheses':
        return this.unquoted(text);
      case 'single quotes':
        return this.emit(text.replaceAll("'", String.raw`'\''`));
      case 'double quotes':
        if (state.isInName)
          refuse('a value directly after the name of a shell variable', 'write ${name} with braces before it');
        return this.emit(text.replace(/[\\"$`]/g, String.raw`\$&`));
      case 'a comment':
        return this.emit(text.replace(/[\r\n]+/g, ' '));
      case 'arithmetic':
        if (!/^\d{1,18}$/.test(text)) refuse('a value that is not a number in $((…))', 'compute it in the template');
        return this.emit(text);
      case 'backquotes':
        return refuse('a value inside backquotes', 'write $(…) instead of `…`');
      case 'a parameter expansion':
        return refuse('a value inside ${…}', 'set a shell variable first: name={{ value }}; …');
    }
  }

  private unquoted(text: string): void {
    const { state } = this;
    const isCommand = state.isWordStart && state.isCommandPosition;
    const isRisky = state.isInName || (isCommand && (text.includes('=') || RESERVED.test(text)));
    const isBare = isPlainForSh(text) && !isRisky;
    state.word += isBare ? text : 'q';
    this.bareNumber = isBare && /^\d+$/.test(state.word) ? this.output.length : null;
    this.emit(isBare ? text : quoteForSh(text));
    state.isWordStart = false;
    state.isInName = false;
  }

  private emit(text: string): void {
    this.output += text;
    this.state.previous = '';
  }

  end(): void {
    const open = this.state.contexts.at(-1)?.kind;
    if (this.hasValues && open !== undefined && open !== 'a comment')
      refuse(`the line ends inside ${open}`, 'close it');
  }

  copy(): Quoter {
    const copy = new ShQuoter();
    copy.output = this.output;
    copy.state = structuredClone(this.state);
    copy.bareNumber = this.bareNumber;
    copy.hasValues = this.hasValues;
    return copy;
  }
}
