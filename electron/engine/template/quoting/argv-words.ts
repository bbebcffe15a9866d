// Splits a template into the arguments of a command without any shell: quotes keep words together, nothing expands.
// Values stay within their word whatever they contain.
import { assertNoNul, refuse } from './quoter.ts';

/** `literal`: a backslash is an ordinary character, as paths on Windows need it; `escape`: as in a POSIX shell. */
export type Backslash = 'literal' | 'escape';

export class ArgvWords {
  private readonly words: string[] = [];
  private readonly backslash: Backslash;
  /** null: between words. */
  private word: string | null = null;
  private quote: '"' | "'" | null = null;
  private isEscaped = false;

  constructor(backslash: Backslash) {
    this.backslash = backslash;
  }

  literal(text: string): void {
    for (const char of text) this.read(char);
  }

  private read(char: string): void {
    if (this.isEscaped) {
      this.isEscaped = false;
      const isKept = this.quote === '"' && !/["\\$`\n]/.test(char);
      if (char !== '\n') this.append(isKept ? `\\${char}` : char);
    } else if (char === '\\' && this.backslash === 'escape' && this.quote !== "'") {
      this.isEscaped = true;
    } else if (char === this.quote) {
      this.quote = null;
    } else if (this.quote === null && (char === '"' || char === "'")) {
      this.quote = char;
      this.append('');
    } else if (this.quote === null && /[ \t\r\n]/.test(char)) {
      this.endWord();
    } else {
      this.append(char);
    }
  }

  value(text: string): void {
    assertNoNul(text);
    if (this.isEscaped) refuse('a value directly after a backslash', 'double the backslash, or leave it out');
    this.append(text);
  }

  private append(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word !== null) this.words.push(this.word);
    this.word = null;
  }

  end(): string[] {
    if (this.quote !== null) refuse(`the template ends inside ${this.quote}`, 'close the quotes');
    if (this.isEscaped) refuse('the template ends with a backslash', 'double it');
    this.endWord();
    return this.words;
  }
}
