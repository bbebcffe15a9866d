// Statements to closures.
import { dumpJson } from '../filters/json.ts';
import { PyDict } from '../python/dict.ts';
import { pyStr } from '../python/print.ts';
import { escapeHtml } from '../python/html.ts';
import { isTrue } from '../python/truth.ts';
import { Markup, type Value } from '../python/values.ts';
import type { Autoescape, Data, Expression, FilterBlock, If, Set, SetBlock, Statement, With } from '../syntax/nodes.ts';
import { isConstant } from './children.ts';
import { compileTarget, namespaceChecks } from './assign.ts';
import { compileBlock, type Blocks } from './blocks.ts';
import { compileExpression } from './expressions.ts';
import { compileFilter } from './filter-calls.ts';
import { compileFor } from './for.ts';
import { compileCallBlock, compileMacro } from './macros.ts';
import { captured, markedIf, writeText, type Execute, type Frame } from './runtime.ts';
import { entering, innerScope, leaving, type Scope } from './scope.ts';

export function compileBody(body: readonly Statement[], scope: Scope, blocks: Blocks): Execute {
  const statements = body.map((statement) => compileStatement(statement, scope, blocks));
  const [only] = statements;
  if (only && statements.length === 1) return only;
  return (frame, sink) => {
    for (const statement of statements) statement(frame, sink);
  };
}

function compileStatement(node: Statement, scope: Scope, blocks: Blocks): Execute {
  const body = (statements: readonly Statement[], inner: Scope): Execute => compileBody(statements, inner, blocks);
  switch (node.type) {
    case 'output':
      return compileOutput(node.nodes, scope);
    case 'if':
      return compileIf(node, { ...scope, isSoft: true }, body);
    case 'for':
      return compileFor(node, scope, body);
    case 'set':
      return compileSet(node, scope);
    case 'setblock':
      return compileSetBlock(node, scope, body);
    case 'with':
      return compileWith(node, scope, body);
    case 'macro':
      return compileMacro(node, scope, body);
    case 'callblock':
      return compileCallBlock(node, scope, body);
    case 'filterblock':
      return compileFilterBlock(node, scope, body);
    case 'autoescape':
      return compileAutoescape(node, scope, body);
    case 'block':
      return compileBlock(node, scope, blocks);
  }
}

type CompileBody = (statements: readonly Statement[], scope: Scope) => Execute;

function compileOutput(nodes: readonly (Expression | Data)[], scope: Scope): Execute {
  const parts = nodes.map((node): Execute => {
    if (node.type === 'data') {
      const { text } = node;
      return (_, sink) => sink.literal(text);
    }
    return compilePrint(node, scope);
  });
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (frame, sink) => {
    for (const part of parts) part(frame, sink);
  };
}

function compilePrint(node: Expression, { escape, ...scope }: Scope): Execute {
  const evaluate = compileExpression(node, { escape, ...scope });
  const { position } = node;
  if (!escape.isOn && !escape.isVolatile) {
    return (frame, sink) => {
      const value = evaluate(frame);
      frame.runtime.position = position;
      sink.value(value, printed(value));
    };
  }
  // Jinja2 prints constants when it compiles, when it can't know more than what holds outside.
  const isDynamic = escape.isVolatile && !isConstant(node, false);
  return (frame, sink) => {
    const value = evaluate(frame);
    const isEscaping = isDynamic ? frame.runtime.autoescape : escape.isOn;
    sink.value(value, isEscaping ? escapeHtml(value).text : pyStr(value));
  };
}

/** The one wanted difference to Jinja2: the record by itself prints as JSON. */
function printed(value: Value): string {
  return value instanceof PyDict && value.isRecord ? dumpJson(value) : pyStr(value);
}

function compileIf(node: If, scope: Scope, body: CompileBody): Execute {
  const branches = [node, ...node.elifs].map((branch) => ({
    test: compileExpression(branch.test, scope),
    body: body(branch.body, scope),
  }));
  const otherwise = body(node.otherwise, scope);
  return (frame, sink) => {
    const branch = branches.find(({ test }) => isTrue(test(frame)));
    (branch?.body ?? otherwise)(frame, sink);
  };
}

function compileSet({ target, value }: Set, scope: Scope): Execute {
  const evaluate = compileExpression(value, scope);
  const checks = namespaceChecks(target, scope);
  const assign = compileTarget(target, scope);
  return (frame) => {
    for (const check of checks) check(frame);
    assign(frame, evaluate(frame));
  };
}

function compileSetBlock(node: SetBlock, scope: Scope, body: CompileBody): Execute {
  const inner = innerScope(scope);
  inner.symbols.visitAll(node.body);
  const execute = body(node.body, inner);
  const enter = entering(inner);
  const leave = leaving(inner);
  const assign = compileTarget(node.target, scope);
  const output = (frame: Frame): Value => markedIf(frame.runtime.autoescape, captured(execute, frame));
  const value = node.filter ? compileFilter(node.filter, inner, compileExpression, output) : output;
  return (frame) => {
    enter(frame);
    const result = value(frame);
    assign(frame, frame.runtime.autoescape ? new Markup(pyStr(result)) : result);
    leave(frame);
  };
}

function compileFilterBlock(node: FilterBlock, scope: Scope, body: CompileBody): Execute {
  const inner = innerScope(scope);
  inner.symbols.visitAll(node.body);
  inner.symbols.visit(node.filter);
  const execute = body(node.body, inner);
  const enter = entering(inner);
  const leave = leaving(inner);
  const filter = compileFilter(node.filter, inner, compileExpression, (frame) =>
    markedIf(frame.runtime.autoescape, captured(execute, frame)),
  );
  return (frame, sink) => {
    enter(frame);
    writeText(sink, filter(frame));
    leave(frame);
  };
}

function compileWith(node: With, scope: Scope, body: CompileBody): Execute {
  const inner = innerScope(scope);
  inner.symbols.visitAll(node.targets);
  inner.symbols.visitAll(node.body);
  const assignments = node.targets.map((target, index) => ({
    assign: compileTarget(target, inner),
    evaluate: compileExpression(node.values[index] ?? target, scope),
  }));
  const execute = body(node.body, inner);
  const enter = entering(inner);
  const leave = leaving(inner);
  return (frame, sink) => {
    enter(frame);
    for (const { assign, evaluate } of assignments) assign(frame, evaluate(frame));
    execute(frame, sink);
    leave(frame);
  };
}

function compileAutoescape(node: Autoescape, outer: Scope, body: CompileBody): Execute {
  const { value } = node;
  const escape =
    value.type === 'const'
      ? { isOn: isTrue(value.value), isVolatile: false }
      : { isOn: outer.escape.isOn, isVolatile: true };
  const scope = { ...innerScope(outer), escape };
  scope.symbols.visit(node.value);
  scope.symbols.visitAll(node.body);
  const evaluate = compileExpression(value, { ...scope, escape: outer.escape });
  const execute = body(node.body, scope);
  const enter = entering(scope);
  const leave = leaving(scope);
  return (frame, sink) => {
    enter(frame);
    const before = frame.runtime.autoescape;
    frame.runtime.autoescape = isTrue(evaluate(frame));
    execute(frame, sink);
    frame.runtime.autoescape = before;
    leave(frame);
  };
}
