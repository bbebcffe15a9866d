// `value | filter(…)` and `value is test(…)`.
import { spend } from '../budget.ts';
import { FILTERS } from '../filters/registry.ts';
import type { FilterFunction } from '../filters/filter.ts';
import { TESTS } from '../filters/tests.ts';
import type { Expression, Filter, Test } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import { compileArguments } from './arguments.ts';
import type { Evaluate } from './runtime.ts';
import type { Scope } from './scope.ts';

type Compile = (node: Expression, scope: Scope) => Evaluate;

/** @param input what is filtered where the node has none: the body of `{% filter %}` */
export function compileFilter(node: Filter, scope: Scope, compile: Compile, input?: Evaluate): Evaluate {
  const value = node.node ? compileInput(node.node, scope, compile, input) : input;
  return compileNamed(FILTERS, 'filter', node, value, scope, compile);
}

function compileInput(node: Expression, scope: Scope, compile: Compile, input?: Evaluate): Evaluate {
  return node.type === 'filter' && input ? compileFilter(node, scope, compile, input) : compile(node, scope);
}

export function compileTest(node: Test, scope: Scope, compile: Compile): Evaluate {
  return compileNamed(TESTS, 'test', node, compile(node.node, scope), scope, compile);
}

function compileNamed(
  table: ReadonlyMap<string, FilterFunction>,
  kind: 'filter' | 'test',
  { name, args, position }: Filter | Test,
  value: Evaluate | undefined,
  scope: Scope,
  compile: Compile,
): Evaluate {
  const named = table.get(name);
  if (!named && !scope.isSoft) throw new PyError('TemplateAssertionError', `No ${kind} named '${name}'.`, position);
  const compiled = compileArguments(args, scope, compile);
  return (frame) => {
    const input = value?.(frame) ?? null;
    const { positional, keywords } = compiled(frame);
    frame.runtime.position = position;
    spend(1);
    if (!named) throw new PyError('TemplateRuntimeError', `No ${kind} named '${name}' found.`);
    return named(frame.runtime, [input, ...positional], keywords);
  };
}
