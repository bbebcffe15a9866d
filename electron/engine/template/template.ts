// A Jinja2 template: parsed once, rendered any number of times. See docs/templates.md.
import { withinBudget } from './budget.ts';
import { compileBlockBody, TemplateReference, type Blocks } from './evaluate/blocks.ts';
import { descendants, undeclared } from './evaluate/children.ts';
import { GLOBALS } from './evaluate/globals.ts';
import { Context, Frame, TextSink, type Runtime, type Sink } from './evaluate/runtime.ts';
import { entering, rootScope, writer } from './evaluate/scope.ts';
import { compileBody } from './evaluate/statements.ts';
import { callFilter, callTest } from './filters/call-by-name.ts';
import type { Shell } from './quoting/shell.ts';
import { normalize } from './syntax/lexer.ts';
import type { Block, Statement } from './syntax/nodes.ts';
import { parse } from './syntax/parser.ts';
import { placeOf, PyError, TemplateError } from './template-error.ts';
import type { Variables } from './python/values.ts';

export interface RenderOptions {
  /** Takes the output piece by piece; without it the whole text is returned. */
  sink?: Sink;
  /** For which shell `|quote` quotes; `sh` by default. */
  shell?: Shell;
}

export interface Template {
  readonly source: string;
  /** The text; empty where a sink took it. Throws TemplateError. */
  render(variables: Variables, options?: RenderOptions): string;
}

/** Throws TemplateError for what Jinja2 refuses to compile. */
export function compile(source: string): Template {
  const normalized = normalize(source);
  const run = located(normalized, { position: 0 }, () => compileTree(parse(normalized)));
  return {
    source,
    render(variables, { sink, shell = 'sh' } = {}) {
      const text = new TextSink();
      const output = sink ?? text;
      const runtime: Runtime = { autoescape: false, position: 0, shell, callFilter, callTest };
      located(normalized, runtime, () =>
        withinBudget(() => {
          run(runtime, new Context(variables, GLOBALS), output);
          output.end();
        }),
      );
      return text.text;
    },
  };
}

function compileTree(body: readonly Statement[]): (runtime: Runtime, context: Context, sink: Sink) => void {
  const blocks: Blocks = new Map();
  const blockNodes = findBlocks(body);
  const scope = rootScope();
  const usesSelf = undeclared(body, ['self']).has('self');
  const self = usesSelf ? scope.symbols.parameter('self') : null;
  scope.symbols.visitAll(body);
  const enter = entering(scope);
  const execute = compileBody(body, scope, blocks);
  for (const node of blockNodes) blocks.set(node.name, compileBlockBody(node, blocks, compileBody));
  const writeSelf = self && writer(scope, self);
  return (runtime, context, sink) => {
    const frame = new Frame(scope.symbols.scope.size, null, runtime, context);
    writeSelf?.(frame, new TemplateReference(blocks, runtime, context));
    enter(frame);
    execute(frame, sink);
  };
}

function findBlocks(body: readonly Statement[]): Block[] {
  const found = new Map<string, Block>();
  for (const statement of body) {
    for (const node of descendants(statement)) {
      if (node.type !== 'block') continue;
      if (found.has(node.name)) {
        throw new PyError('TemplateAssertionError', `block '${node.name}' defined twice`, node.position);
      }
      found.set(node.name, node);
    }
  }
  return Array.from(found.values());
}

/** Errors of Python get the place where they arose. */
function located<T>(source: string, at: { position: number }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PyError) {
      throw new TemplateError(error.pythonType, error.message, placeOf(source, error.position ?? at.position), error);
    }
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      throw new TemplateError('RecursionError', 'values nested too deeply', placeOf(source, at.position), error);
    }
    throw error;
  }
}
