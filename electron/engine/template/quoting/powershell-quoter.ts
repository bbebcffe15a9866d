// Values in a line for PowerShell: always in single quotes where the template has none of its own.
import { assertNoNul, refuse, type Quoter } from './quoter.ts';
import { POWERSHELL_SINGLE } from './quote-argument.ts';
import { readPowerShell, startPowerShell, type PowerShellState } from './powershell-reader.ts';

const WORD_END = /^[\s;|&)},]/;

export class PowerShellQuoter implements Quoter {
  output = '';
  private state: PowerShellState = startPowerShell();
  /** The output ends with a value in single quotes that began a word. */
  private isAfterValue = false;
  private hasValues = false;

  get place(): string {
    return this.state.lost?.what ?? this.state.contexts.at(-1) ?? 'unquoted text';
  }

  literal(text: string): void {
    if (text === '') return;
    if (this.isAfterValue && !WORD_END.test(text)) {
      refuse('text directly after a value that begins a word', 'put the whole word into double quotes: "{{ value }}…"');
    }
    this.isAfterValue = false;
    readPowerShell(this.state, text);
    this.output += text;
  }

  value(text: string): void {
    assertNoNul(text);
    this.hasValues = true;
    const { state } = this;
    if (state.lost !== null) refuse(`a value after ${state.lost.what}`, state.lost.instead);
    if (state.isEscaped)
      refuse('a value directly after a backtick', 'leave the backtick out; values are quoted by themselves');
    if (state.isInName)
      refuse('a value directly after a $ or the name of a variable', 'write ${name} with braces, or leave the $ out');
    this.write(text);
    this.state.previous = '';
  }

  private write(text: string): void {
    switch (this.state.contexts.at(-1)) {
      case undefined:
      case 'parentheses':
        return this.unquoted(text);
      case 'single quotes':
        this.output += text.replace(POWERSHELL_SINGLE, '$&$&');
        return;
      case 'double quotes':
        this.output += text.replace(/[`$"\u201c\u201d\u201e]/g, '`$&');
        return;
      case 'a comment':
        this.output += text.replace(/[\r\n]+/g, ' ');
        return;
      case 'a block comment':
        this.output += text.replaceAll('>', ' ');
        return;
      case 'a variable name':
        return refuse('a value inside ${…}', 'a variable name cannot come from a value');
    }
  }

  private unquoted(text: string): void {
    const quoted = text.replace(POWERSHELL_SINGLE, '$&$&');
    if (this.isAfterValue) {
      // Two quoted texts next to each other would be one with a quote in it.
      this.output = `${this.output.slice(0, -1)}${quoted}'`;
      return;
    }
    this.output += `'${quoted}'`;
    this.isAfterValue = this.state.isWordStart;
    this.state.isWordStart = false;
  }

  end(): void {
    const open = this.state.contexts.at(-1);
    if (this.hasValues && open !== undefined && open !== 'a comment')
      refuse(`the line ends inside ${open}`, 'close it');
  }

  copy(): Quoter {
    const copy = Object.assign(new PowerShellQuoter(), this);
    copy.state = structuredClone(this.state);
    return copy;
  }
}
