// `{% for %}`: plain loops, and those that use `loop`.
import { deeper, spend } from '../budget.ts';
import { iterate } from '../python/iterate.ts';
import { isTrue } from '../python/truth.ts';
import { PyIterator, type Value } from '../python/values.ts';
import type { For, Node, Statement } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import { compileTarget } from './assign.ts';
import { descendants, undeclared } from './children.ts';
import { compileExpression } from './expressions.ts';
import { LoopContext } from './loop.ts';
import { captured, Frame, markedIf, type Execute } from './runtime.ts';
import { entering, innerScope, leaving, writer, type Scope } from './scope.ts';
import { Symbols, type Ref } from './symbols.ts';

type CompileBody = (statements: readonly Statement[], scope: Scope) => Execute;

/** Runs the loop over a value that was evaluated outside of it. */
type Loop = (
  frame: Frame,
  iterable: Value,
  sink: Parameters<Execute>[1],
  depth: number,
  recurse: LoopContext['recurse'],
) => void;

export function compileFor(node: For, scope: Scope, body: CompileBody): Execute {
  assertLoopNotAssigned(node);
  const iterable = compileExpression(node.iterable, scope);
  const { position } = node.iterable;
  if (!node.isRecursive) {
    const loop = compileLoop(node, scope, innerScope(scope), body);
    return (frame, sink) => {
      const value = iterable(frame);
      frame.runtime.position = position;
      loop(frame, value, sink, 0, null);
    };
  }
  const loopScope = innerScope(scope, true);
  const loop = compileLoop(node, scope, loopScope, body);
  const invoke = (outer: Frame, value: Value, sink: Parameters<Execute>[1], depth: number): void => {
    const frame = new Frame(loopScope.symbols.scope.size, outer, outer.runtime, outer.context);
    const recurse = (inner: Value, innerDepth: number): Value =>
      deeper(() =>
        markedIf(
          outer.runtime.autoescape,
          captured((_, text) => invoke(outer, inner, text, innerDepth), frame),
        ),
      );
    loop(frame, value, sink, depth, recurse);
  };
  return (frame, sink) => {
    const value = iterable(frame);
    frame.runtime.position = position;
    invoke(frame, value, sink, 0);
  };
}

function assertLoopNotAssigned(node: Node): void {
  for (const found of descendants(node)) {
    if (found.type === 'name' && found.name === 'loop' && found.use === 'store') {
      throw new PyError(
        'TemplateAssertionError',
        "Can't assign to special loop variable in for-loop target",
        found.position,
      );
    }
  }
}

function isExtended(node: For): boolean {
  if (node.isRecursive || undeclared(node.body, ['loop']).size > 0) return true;
  return Array.from(descendants(node)).some((found) => found.type === 'block' && found.isScoped);
}

/** @param scope of the loop; in an invocation of its own where the loop is recursive */
function compileLoop(node: For, outer: Scope, scope: Scope, body: CompileBody): Loop {
  const loopRef: Ref | null = isExtended(node) ? scope.symbols.parameter('loop') : null;
  scope.symbols.visit(node.target, true);
  scope.symbols.visitAll(node.body);
  const filter = compileLoopFilter(node, outer, scope);
  const elseScope = { ...scope, symbols: new Symbols(scope.symbols.scope, outer.symbols) };
  elseScope.symbols.visitAll(node.otherwise);
  const assign = compileTarget(node.target, scope);
  const execute = body(node.body, scope);
  const otherwise = body(node.otherwise, elseScope);
  const [enter, leave] = [entering(scope), leaving(scope)];
  const [enterElse, leaveElse] = [entering(elseScope), leaving(elseScope)];
  const writeLoop = loopRef && writer(scope, loopRef);
  return (frame, iterable, sink, depth, recurse) => {
    const items = filter ? new PyIterator(filter(frame, iterable)) : iterable;
    const loop = writeLoop ? new LoopContext(items, depth, recurse) : null;
    let isEmpty = true;
    for (const item of loop ? loop.turns() : iterate(items)) {
      spend(1);
      assign(frame, item);
      writeLoop?.(frame, loop ?? undefined);
      enter(frame);
      execute(frame, sink);
      isEmpty = false;
    }
    leave(frame);
    if (isEmpty && node.otherwise.length > 0) {
      enterElse(frame);
      otherwise(frame, sink);
      leaveElse(frame);
    }
  };
}

type LoopFilter = (frame: Frame, iterable: Value) => Iterator<Value>;

/** `{% for … if test %}`: looked at item by item, as the loop asks for them. */
function compileLoopFilter(node: For, outer: Scope, loopScope: Scope): LoopFilter | null {
  if (!node.test) return null;
  const { position } = node.test;
  const test = { ...innerScope(outer, true), isSoft: false };
  test.symbols.visit(node.target, true);
  test.symbols.visit(node.test);
  const assign = compileTarget(node.target, test);
  const holds = compileExpression(node.test, test);
  const enter = entering(test);
  const isOwnFunction = loopScope.symbols.scope !== outer.symbols.scope;
  return function* filter(frame, iterable) {
    const around = isOwnFunction ? (frame.outer ?? frame) : frame;
    const inner = new Frame(test.symbols.scope.size, around, frame.runtime, frame.context);
    enter(inner);
    for (const item of iterate(iterable)) {
      assign(inner, item);
      frame.runtime.position = position;
      if (isTrue(holds(inner))) yield item;
    }
  };
}
