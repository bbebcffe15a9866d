// The parser's view of the tokens: one current, any number to look ahead.
import { LIMIT, PyError } from '../template-error.ts';
import { describeToken, describeType, type Token, type TokenType } from './tokens.ts';

/** Expressions and statements within each other. Python's own parser gives up at 100 to 200. */
const MAX_NESTING = 100;

export class TokenStream {
  private readonly tokens: readonly Token[];
  private at = 0;
  private nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get current(): Token {
    return this.look(0);
  }

  look(ahead = 1): Token {
    return this.tokens[this.at + ahead] ?? { type: 'eof', value: '', position: this.tokens.at(-1)?.position ?? 0 };
  }

  /** The current token; the next one becomes current. */
  next(): Token {
    const token = this.current;
    if (token.type !== 'eof') this.at += 1;
    return token;
  }

  is(type: TokenType): boolean {
    return this.current.type === type;
  }

  isName(name: string): boolean {
    return this.current.type === 'name' && this.current.value === name;
  }

  skipIf(type: TokenType): boolean {
    if (!this.is(type)) return false;
    this.next();
    return true;
  }

  skipIfName(name: string): boolean {
    if (!this.isName(name)) return false;
    this.next();
    return true;
  }

  expect(type: TokenType): Token {
    if (this.is(type)) return this.next();
    return this.unexpected(describeType(type));
  }

  expectName(name: string): Token {
    if (this.isName(name)) return this.next();
    return this.unexpected(name);
  }

  private unexpected(expected: string): never {
    if (this.is('eof')) this.fail(`unexpected end of template, expected '${expected}'.`);
    this.fail(`expected token '${expected}', got '${describeToken(this.current)}'`);
  }

  fail(message: string, position = this.current.position, pythonType = 'TemplateSyntaxError'): never {
    throw new PyError(pythonType, message, position);
  }

  /** Bounds how deep the tree becomes, hence how deep the evaluation recurses. */
  nested<T>(parse: () => T): T {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) this.fail(`nested deeper than ${MAX_NESTING} levels`, this.current.position, LIMIT);
    const result = parse();
    this.nesting -= 1;
    return result;
  }
}
