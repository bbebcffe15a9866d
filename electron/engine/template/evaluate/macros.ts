// `{% macro %}` and `{% call %}`: a port of jinja2.runtime.Macro and of the compiler's macro_body.
import { deeper } from '../budget.ts';
import type { Kwargs } from '../python/signature.ts';
import { PyDict } from '../python/dict.ts';
import { JinjaObject, PyTuple, Undefined, type PyFunction, type Value } from '../python/values.ts';
import type { CallBlock, Macro, Signature, Statement } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import { undeclared } from './children.ts';
import { compileCall, compileExpression } from './expressions.ts';
import { captured, Frame, markedIf, writeText, type Evaluate, type Execute } from './runtime.ts';
import { entering, innerScope, reader, writer, type Scope } from './scope.ts';

type CompileBody = (statements: readonly Statement[], scope: Scope) => Execute;

/** What is fixed when a macro is compiled. */
interface MacroBody {
  name: string | null;
  parameters: string[];
  takesCaller: boolean;
  takesKwargs: boolean;
  takesVarargs: boolean;
  /** Runs the body; one value per parameter, then caller, kwargs and varargs as far as they are taken. */
  run: (outer: Frame, values: (Value | undefined)[]) => string;
}

export function compileMacro(node: Macro, scope: Scope, body: CompileBody): Execute {
  const compiled = compileMacroBody(node.name, node, node.position, scope, body);
  const write = writer(scope, scope.symbols.ref(node.name));
  const { name } = node;
  const { isTopLevel } = scope;
  return (frame) => {
    const macro = new MacroValue(compiled, frame);
    if (isTopLevel) frame.context.set.set(name, macro);
    write(frame, macro);
  };
}

export function compileCallBlock(node: CallBlock, scope: Scope, body: CompileBody): Execute {
  const compiled = compileMacroBody(null, node, node.position, scope, body);
  const call = compileCall(node.call, scope, (frame) => new MacroValue(compiled, frame));
  return (frame, sink) => {
    writeText(sink, call(frame));
  };
}

function compileMacroBody(
  name: string | null,
  node: Signature,
  position: number,
  outer: Scope,
  body: CompileBody,
): MacroBody {
  const scope = innerScope(outer, true);
  const { symbols } = scope;
  const analyze = (): void => {
    symbols.visitAll(node.parameters);
    symbols.visitAll(node.defaults);
    symbols.visitAll(node.body);
  };
  analyze();
  const parameters = node.parameters.map((parameter) => parameter.name);
  const special = undeclared(node.body, ['caller', 'kwargs', 'varargs']);
  const takesCaller = special.has('caller');
  const explicitCaller = parameters.indexOf('caller');
  if (takesCaller && explicitCaller >= 0 && explicitCaller < parameters.length - node.defaults.length) {
    const message =
      'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.';
    throw new PyError('TemplateAssertionError', message, position);
  }
  const takes = (what: string): boolean => special.has(what) && !parameters.includes(what);
  const extra = ['caller', 'kwargs', 'varargs'].filter(takes);
  for (const parameter of extra) symbols.parameter(parameter);
  analyze();
  const writers = [...parameters, ...extra].map((parameter) => writer(scope, symbols.ref(parameter)));
  const defaults = parameters.map((parameter, index) => compileDefault(parameter, index, node, scope));
  const execute = body(node.body, scope);
  const enter = entering(scope);
  return {
    name,
    parameters,
    takesCaller,
    takesKwargs: takes('kwargs'),
    takesVarargs: takes('varargs'),
    run: (closure, values) =>
      deeper(() => {
        const frame = new Frame(symbols.scope.size, closure, closure.runtime, closure.context);
        for (const [index, write] of writers.entries()) write(frame, values[index]);
        enter(frame);
        for (const set of defaults) set(frame);
        return captured(execute, frame);
      }),
  };
}

/** Gives a parameter its default where no argument came. */
function compileDefault(name: string, index: number, node: Signature, scope: Scope): (frame: Frame) => void {
  const ref = scope.symbols.ref(name);
  const [read, write] = [reader(scope, ref), writer(scope, ref)];
  const fallback = node.defaults[index - (node.parameters.length - node.defaults.length)];
  const evaluate: Evaluate = fallback
    ? compileExpression(fallback, scope)
    : () => new Undefined(`parameter '${name}' was not provided`);
  return (frame) => {
    if (read(frame) === undefined) write(frame, evaluate(frame));
  };
}

export class MacroValue extends JinjaObject {
  readonly typeName = 'Macro';
  private readonly body: MacroBody;
  private readonly closure: Frame;

  constructor(body: MacroBody, closure: Frame) {
    super();
    this.body = body;
    this.closure = closure;
  }

  override readonly call: PyFunction['call'] = (args, kwargs) => {
    const text = this.body.run(this.closure, this.bind(args, new Map(kwargs)));
    return markedIf(this.closure.runtime.autoescape, text);
  };

  private bind(args: Value[], kwargs: Kwargs): (Value | undefined)[] {
    const { parameters, takesCaller, takesKwargs, takesVarargs } = this.body;
    const values: (Value | undefined)[] = args.slice(0, parameters.length);
    let hasCaller = values.length === parameters.length && parameters.includes('caller');
    for (const name of parameters.slice(values.length)) {
      values.push(kwargs.get(name));
      kwargs.delete(name);
      hasCaller ||= name === 'caller';
    }
    if (takesCaller && !hasCaller) {
      values.push(kwargs.get('caller') ?? new Undefined('No caller defined'));
      kwargs.delete('caller');
    }
    if (takesKwargs) values.push(new PyDict(kwargs));
    else if (kwargs.size > 0) this.unexpected(kwargs);
    if (takesVarargs) values.push(new PyTuple(args.slice(parameters.length)));
    else if (args.length > parameters.length) {
      throw new PyError('TypeError', `macro ${this.quotedName()} takes not more than ${parameters.length} argument(s)`);
    }
    return values;
  }

  private unexpected(kwargs: Kwargs): never {
    const [first] = kwargs.keys();
    const message = kwargs.has('caller')
      ? 'was invoked with two values for the special caller argument. This is most likely a bug.'
      : `takes no keyword argument '${first}'`;
    throw new PyError('TypeError', `macro ${this.quotedName()} ${message}`);
  }

  private quotedName(): string {
    return this.body.name === null ? 'None' : `'${this.body.name}'`;
  }

  attribute(name: string): Value | undefined {
    switch (name) {
      case 'name':
        return this.body.name;
      case 'arguments':
        return new PyTuple(this.body.parameters);
      case 'catch_kwargs':
        return this.body.takesKwargs;
      case 'catch_varargs':
        return this.body.takesVarargs;
      case 'caller':
        return this.body.takesCaller;
      case 'explicit_caller':
        return this.body.parameters.includes('caller');
      default:
        return undefined;
    }
  }

  display(): string {
    return `<Macro ${this.body.name === null ? 'anonymous' : this.quotedName()}>`;
  }
}
