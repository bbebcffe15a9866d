// Statements: a port of Jinja2's parser for the tags of a default Environment.
import { PyError } from '../template-error.ts';
import { parseBlockFilter, parseExpression, parseTuple, type TupleOptions } from './expressions.ts';
import { tokenize } from './lexer.ts';
import type { Data, Expression, Filter, If, Name, Signature, Statement, Target } from './nodes.ts';
import { TokenStream } from './token-stream.ts';

/** @param source normalized (lexer.ts) */
export function parse(source: string): Statement[] {
  return new Parser(new TokenStream(tokenize(source))).body([]);
}

const FILE_TAGS: ReadonlySet<string> = new Set(['include', 'import', 'from', 'extends']);

class Parser {
  private readonly s: TokenStream;
  /** The tags that may end each open statement; and the statements' names. For messages. */
  private readonly ends: (readonly string[])[] = [];
  private readonly tags: string[] = [];

  constructor(stream: TokenStream) {
    this.s = stream;
  }

  /** Up to one of the end tags, whose name is then the current token; to the end where there are none. */
  body(ends: readonly string[]): Statement[] {
    const { s } = this;
    const body: Statement[] = [];
    let nodes: (Expression | Data)[] = [];
    const flush = (): void => {
      const [first] = nodes;
      if (first) body.push({ type: 'output', nodes, position: first.position });
      nodes = [];
    };
    if (ends.length > 0) this.ends.push(ends);
    while (!s.is('eof')) {
      const { type, value, position } = s.next();
      if (type === 'data') {
        nodes.push({ type: 'data', text: value, position });
      } else if (type === 'variable_begin') {
        nodes.push(parseTuple(s));
        s.expect('variable_end');
      } else {
        flush();
        if (s.is('name') && ends.includes(s.current.value)) {
          this.ends.pop();
          return body;
        }
        body.push(s.nested(() => this.statement()));
        s.expect('block_end');
      }
    }
    flush();
    if (ends.length > 0) this.unknownTag(null);
    return body;
  }

  private statement(): Statement {
    const { s } = this;
    const { type, value: tag, position } = s.current;
    if (type !== 'name') s.fail('tag name expected', position);
    if (FILE_TAGS.has(tag)) {
      s.fail(`{% ${tag} %}: command templates have no files`, position, 'TemplateNotFound');
    }
    this.tags.push(tag);
    const statement = this.known(tag, position);
    this.tags.pop();
    return statement;
  }

  private known(tag: string, position: number): Statement {
    const { s } = this;
    if (!['if', 'for', 'set', 'with', 'macro', 'call', 'filter', 'autoescape', 'block', 'print'].includes(tag)) {
      this.tags.pop();
      this.unknownTag(tag);
    }
    s.next();
    switch (tag) {
      case 'if':
        return this.if(position);
      case 'for':
        return this.for(position);
      case 'set':
        return this.set(position);
      case 'with':
        return this.with(position);
      case 'macro':
        return {
          type: 'macro',
          name: this.name().name,
          ...this.signature(),
          body: this.bodyThen('endmacro'),
          position,
        };
      case 'call':
        return this.call(position);
      case 'filter':
        return {
          type: 'filterblock',
          filter: this.filters(parseBlockFilter(s, null)),
          body: this.bodyThen('endfilter'),
          position,
        };
      case 'autoescape':
        return { type: 'autoescape', value: parseExpression(s), body: this.bodyThen('endautoescape'), position };
      case 'block':
        return this.block(position);
      default:
        return this.print(position);
    }
  }

  /** Ends the opening tag, then the body; the end tag's name is current afterwards. */
  private bodyUntil(...ends: string[]): Statement[] {
    this.s.skipIf('colon');
    this.s.expect('block_end');
    return this.body(ends);
  }

  private bodyThen(end: string): Statement[] {
    const body = this.bodyUntil(end);
    this.s.next();
    return body;
  }

  private filters(first: Filter): Filter {
    let filter = first;
    while (this.s.skipIf('pipe')) filter = parseBlockFilter(this.s, filter);
    return filter;
  }

  private if(position: number): If {
    const { s } = this;
    const first = this.branch(position);
    for (;;) {
      const tag = s.next();
      if (tag.value === 'elif') {
        first.elifs.push(this.branch(tag.position));
      } else {
        if (tag.value === 'else') first.otherwise = this.bodyThen('endif');
        return first;
      }
    }
  }

  private branch(position: number): If {
    const test = parseTuple(this.s, { withCondition: false });
    return { type: 'if', test, body: this.bodyUntil('elif', 'else', 'endif'), elifs: [], otherwise: [], position };
  }

  private for(position: number): Statement {
    const { s } = this;
    const target = this.target({ end: 'in' });
    s.expectName('in');
    const iterable = parseTuple(s, { withCondition: false, end: 'recursive' });
    const test = s.skipIfName('if') ? parseExpression(s) : null;
    const isRecursive = s.skipIfName('recursive');
    const body = this.bodyUntil('endfor', 'else');
    const otherwise = s.next().value === 'endfor' ? [] : this.bodyThen('endfor');
    return { type: 'for', target, iterable, test, isRecursive, body, otherwise, position };
  }

  private set(position: number): Statement {
    const { s } = this;
    const target = this.target({ withNamespace: true });
    if (s.skipIf('assign')) return { type: 'set', target, value: parseTuple(s), position };
    const filter = s.skipIf('pipe') ? this.filters(parseBlockFilter(s, null)) : null;
    return { type: 'setblock', target, filter, body: this.bodyThen('endset'), position };
  }

  private with(position: number): Statement {
    const { s } = this;
    const targets: Target[] = [];
    const values: Expression[] = [];
    while (!s.is('block_end')) {
      if (targets.length > 0) s.expect('comma');
      targets.push(asParameter(this.target({})));
      s.expect('assign');
      values.push(parseExpression(s));
    }
    return { type: 'with', targets, values, body: this.bodyThen('endwith'), position };
  }

  private call(position: number): Statement {
    const { s } = this;
    const signature = s.is('lparen') ? this.signature() : { parameters: [], defaults: [] };
    const call = parseExpression(s);
    if (call.type !== 'call') return s.fail('expected call', position);
    return { type: 'callblock', call, ...signature, body: this.bodyThen('endcall'), position };
  }

  private block(position: number): Statement {
    const { s } = this;
    const name = s.expect('name').value;
    const isScoped = s.skipIfName('scoped');
    const isRequired = s.skipIfName('required');
    if (s.is('sub')) {
      s.fail(
        'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
      );
    }
    const body = this.bodyThen('endblock');
    s.skipIfName(name);
    return { type: 'block', name, isScoped, isRequired, body, position };
  }

  private print(position: number): Statement {
    const { s } = this;
    const nodes: Expression[] = [];
    while (!s.is('block_end')) {
      if (nodes.length > 0) s.expect('comma');
      nodes.push(parseExpression(s));
    }
    return { type: 'output', nodes, position };
  }

  private signature(): Omit<Signature, 'body'> {
    const { s } = this;
    const parameters: Name[] = [];
    const defaults: Expression[] = [];
    s.expect('lparen');
    while (!s.is('rparen')) {
      if (parameters.length > 0) s.expect('comma');
      const parameter = this.name();
      if (parameters.some(({ name }) => name === parameter.name)) {
        s.fail(`duplicate argument '${parameter.name}' in function definition`, parameter.position, 'SyntaxError');
      }
      if (s.skipIf('assign')) defaults.push(parseExpression(s));
      else if (defaults.length > 0) s.fail('non-default argument follows default argument');
      parameters.push({ ...parameter, use: 'param' });
    }
    s.expect('rparen');
    return { parameters, defaults };
  }

  private name(): Name {
    const { value, position } = this.s.expect('name');
    const name: Name = { type: 'name', name: value, use: 'store', position };
    if (!isAssignable(name)) this.s.fail(`can't assign to 'name'`, position);
    return name;
  }

  private target(options: Pick<TupleOptions, 'end' | 'withNamespace'>): Target {
    const expression = parseTuple(this.s, { ...options, simplified: true });
    if (!isAssignable(expression)) this.s.fail(`can't assign to '${expression.type}'`, expression.position);
    return asStored(expression);
  }

  /** @param tag null: the template ended */
  private unknownTag(tag: string | null): never {
    const message = [tag === null ? 'Unexpected end of template.' : `Encountered unknown tag '${tag}'.`];
    const wanted = this.ends.at(-1);
    if (wanted) {
      const looking = wanted.map((end) => `'${end}'`).join(' or ');
      const isNesting = tag !== null && this.ends.some((ends) => ends.includes(tag));
      message.push(
        isNesting
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`
          : `Jinja was looking for the following tags: ${looking}.`,
      );
    }
    const innermost = this.tags.at(-1);
    if (innermost) message.push(`The innermost block that needs to be closed is '${innermost}'.`);
    throw new PyError('TemplateSyntaxError', message.join(' '), this.s.current.position);
  }
}

function isAssignable(node: Expression): node is Target {
  if (node.type === 'tuple') return node.items.every((item) => isAssignable(item));
  return node.type === 'nsref' || (node.type === 'name' && !/^(?:true|false|none|True|False|None)$/.test(node.name));
}

function asStored(target: Target): Target {
  if (target.type === 'tuple') {
    return { ...target, items: target.items.map(asStored) };
  }
  return target.type === 'name' ? { ...target, use: 'store' } : target;
}

function asParameter(target: Target): Target {
  if (target.type === 'tuple') {
    return { ...target, items: target.items.map(asParameter) };
  }
  return target.type === 'name' ? { ...target, use: 'param' } : target;
}
