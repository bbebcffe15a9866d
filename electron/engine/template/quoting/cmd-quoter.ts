// Values in a line for `cmd.exe /d /e:on /v:off /s /c "LINE"`. The rules are those of Rust's standard library for
// batch files (CVE-2024-24576): double quotes, `""` within, backslashes before quotes doubled, `%` made harmless.
import { assertNoNul, refuse, type Quoter } from './quoter.ts';
import { assertOneLine, escapeForCmd, isPlainForCmd, trailingBackslashes } from './quote-argument.ts';

export class CmdQuoter implements Quoter {
  output = '';
  private isQuoted = false;
  /** An unquoted `^` waits for its character. */
  private isEscaped = false;
  /** A `%` that may begin a variable stands before. */
  private isInPercent = false;
  private isCommandPosition = true;
  /** Backslashes with which a value inside quotes ended: doubled if the quote ends there. */
  private pendingBackslashes = 0;
  private bareNumber: number | null = null;
  private hasValues = false;

  get place(): string {
    return this.isQuoted ? 'double quotes' : 'unquoted text';
  }

  literal(text: string): void {
    if (text === '') return;
    if (this.bareNumber !== null && /^\d*[<>]/.test(text)) {
      this.output = `${this.output.slice(0, this.bareNumber)}"${this.output.slice(this.bareNumber)}"`;
    }
    this.bareNumber = null;
    if (text.startsWith('"')) this.output += '\\'.repeat(this.pendingBackslashes);
    this.pendingBackslashes = 0;
    for (const char of text) this.read(char);
    this.output += text;
  }

  private read(char: string): void {
    if (char === '%') this.isInPercent = !this.isInPercent;
    else if (/\s/.test(char)) this.isInPercent = false;
    if (this.isEscaped) {
      this.isEscaped = false;
    } else if (char === '"') {
      this.isQuoted = !this.isQuoted;
      this.isCommandPosition = false;
    } else if (!this.isQuoted && char === '^') {
      this.isEscaped = true;
    } else if (!this.isQuoted && /[&|()\n]/.test(char)) {
      this.isCommandPosition = true;
    } else if (!/[\s@]/.test(char)) {
      this.isCommandPosition = false;
    }
    if (char === '\n') this.isQuoted = false;
  }

  value(text: string): void {
    assertNoNul(text);
    assertOneLine(text);
    this.hasValues = true;
    if (this.isEscaped) refuse('a value directly after ^', 'leave the ^ out; values are quoted by themselves');
    if (this.isInPercent) refuse('a value inside %…%', 'it would become the name of a variable; leave the % out');
    if (this.isQuoted) this.inQuotes(text);
    else this.unquoted(text);
    this.isCommandPosition = false;
  }

  private inQuotes(text: string): void {
    const before = trailingBackslashes(this.output).length;
    this.output += escapeForCmd(text, before);
    this.pendingBackslashes = trailingBackslashes(this.output).length;
  }

  private unquoted(text: string): void {
    if (isPlainForCmd(text) && !this.isCommandPosition) {
      this.bareNumber = /^\d+$/.test(text) ? this.output.length : null;
      this.output += text;
      return;
    }
    this.bareNumber = null;
    // A backslash of the template before the quote would make it a character of the value.
    const before = trailingBackslashes(this.output);
    this.output += `${before}"${escapeForCmd(text, 0)}${trailingBackslashes(text)}"`;
  }

  end(): void {
    if (this.hasValues && this.isQuoted) refuse('the line ends inside double quotes', 'close them');
  }

  copy(): Quoter {
    return Object.assign(new CmdQuoter(), this);
  }
}
