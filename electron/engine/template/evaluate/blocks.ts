// `{% block %}` and `self`. Without inheritance a block renders where it stands, seeing top-level variables only.
import { deeper } from '../budget.ts';
import { isStr, JinjaObject, PyFunction, textOf, Undefined, type Value } from '../python/values.ts';
import type { Block, Statement } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import { undeclared } from './children.ts';
import { captured, type Context, Frame, markedIf, type Execute, type Runtime, type Sink } from './runtime.ts';
import { entering, reader, rootScope, writer, type Scope } from './scope.ts';

type RunBlock = (runtime: Runtime, context: Context, sink: Sink) => void;

/** The blocks of a template by name, found before anything is compiled. */
export type Blocks = Map<string, RunBlock>;

export function compileBlock(node: Block, scope: Scope, blocks: Blocks): Execute {
  const { name } = node;
  if (node.isRequired) {
    return () => {
      throw new PyError('TemplateRuntimeError', `Required block '${name}' not found`, node.position);
    };
  }
  const locals = node.isScoped
    ? Array.from(scope.symbols.allStores(), ([variable, ref]) => ({ variable, read: reader(scope, ref) }))
    : null;
  return (frame, sink) => {
    const context = locals ? frame.context.derived(present(locals, frame)) : frame.context;
    deeper(() => blocks.get(name)?.(frame.runtime, context, sink));
  };
}

function present(
  locals: { variable: string; read: (frame: Frame) => Value | undefined }[],
  frame: Frame,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { variable, read } of locals) {
    const value = read(frame);
    if (value !== undefined) values.set(variable, value);
  }
  return values;
}

/** The body of a block as an invocation of its own, which sees the context only. */
export function compileBlockBody(
  node: Block,
  blocks: Blocks,
  compileBody: (body: readonly Statement[], scope: Scope, blocks: Blocks) => Execute,
): RunBlock {
  const scope = { ...rootScope(), isTopLevel: false };
  const special = undeclared(node.body, ['self', 'super']);
  for (const name of special) scope.symbols.parameter(name);
  scope.symbols.visitAll(node.body);
  const writers = Array.from(special, (name) => ({ name, write: writer(scope, scope.symbols.ref(name)) }));
  const enter = entering(scope);
  const execute = compileBody(node.body, scope, blocks);
  return (runtime, context, sink) => {
    const frame = new Frame(scope.symbols.scope.size, null, runtime, context);
    for (const { name, write } of writers) {
      const noParent = new Undefined(`there is no parent block called '${node.name}'.`);
      write(frame, name === 'self' ? new TemplateReference(blocks, runtime, context) : noParent);
    }
    enter(frame);
    execute(frame, sink);
  };
}

/** `self`: the blocks as functions. */
export class TemplateReference extends JinjaObject {
  readonly typeName = 'TemplateReference';
  private readonly blocks: Blocks;
  private readonly runtime: Runtime;
  private readonly context: Context;

  constructor(blocks: Blocks, runtime: Runtime, context: Context) {
    super();
    this.blocks = blocks;
    this.runtime = runtime;
    this.context = context;
  }

  attribute(): undefined {
    return undefined;
  }

  override readonly item = (key: Value): Value | undefined => {
    const run = isStr(key) ? this.blocks.get(textOf(key)) : undefined;
    if (!run) return undefined;
    const { runtime, context } = this;
    const call = (): Value =>
      deeper(() => {
        const frame = new Frame(0, null, runtime, context);
        return markedIf(
          runtime.autoescape,
          captured((_, sink) => run(runtime, context, sink), frame),
        );
      });
    return new PyFunction('<BlockReference>', call, 'BlockReference');
  };

  display(): string {
    return '<TemplateReference None>';
  }
}
