// The children of a node in the order of jinja2/nodes.py, and what its visitors find in them.
import type { Arguments, Expression, Node } from '../syntax/nodes.ts';

export function children(node: Node): Node[] {
  switch (node.type) {
    case 'name':
    case 'nsref':
    case 'const':
    case 'data':
      return [];
    case 'tuple':
    case 'list':
      return node.items;
    case 'dict':
      return node.items.flat();
    case 'concat':
      return node.nodes;
    case 'cond':
      return present([node.test, node.whenTrue, node.otherwise]);
    case 'filter':
      return present([node.node, ...inArguments(node.args)]);
    case 'test':
    case 'call':
      return [node.node, ...inArguments(node.args)];
    case 'getattr':
    case 'not':
    case 'neg':
    case 'pos':
      return [node.node];
    case 'getitem':
      return [node.node, node.key];
    case 'slice':
      return present([node.start, node.stop, node.step]);
    case 'compare':
      return [node.node, ...node.operations.map((operation) => operation.node)];
    case 'binary':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'output':
      return node.nodes;
    case 'if':
      return [node.test, ...node.body, ...node.elifs, ...node.otherwise];
    case 'for':
      return present<Node>([node.target, node.iterable, ...node.body, ...node.otherwise, node.test]);
    case 'set':
      return [node.target, node.value];
    case 'setblock':
      return present<Node>([node.target, node.filter, ...node.body]);
    case 'with':
      return [...node.targets, ...node.values, ...node.body];
    case 'macro':
      return [...node.parameters, ...node.defaults, ...node.body];
    case 'callblock':
      return [node.call, ...node.parameters, ...node.defaults, ...node.body];
    case 'filterblock':
      return [...node.body, node.filter];
    case 'autoescape':
      return [node.value, ...node.body];
    case 'block':
      return node.body;
  }
}

function inArguments({ positional, keywords, star, doubleStar }: Arguments): Expression[] {
  return present([...positional, ...keywords.map(([, value]) => value), star, doubleStar]);
}

function present<T>(items: (T | null)[]): T[] {
  return items.filter((item) => item !== null);
}

/** Every node below, itself first. */
export function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* descendants(child);
}

/** Which of the names are read before anything stores them; blocks are not looked into. */
export function undeclared(nodes: readonly Node[], names: readonly string[]): Set<string> {
  const open = new Set(names);
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'block') return;
    if (node.type === 'name') {
      if (node.use === 'load' && open.has(node.name)) found.add(node.name);
      else open.delete(node.name);
    }
    for (const child of children(node)) visit(child);
  };
  for (const node of nodes) visit(node);
  return found;
}

/** Filters whose result depends on more than their arguments. */
const CONTEXT_FILTERS: ReadonlySet<string> = new Set(['map', 'select', 'reject', 'selectattr', 'rejectattr', 'random']);

/**
 * True for what Jinja2 evaluates when it compiles.
 * @param withFilters false where autoescape is not known yet, on which filters may depend
 */
export function isConstant(node: Node, withFilters: boolean): boolean {
  if (node.type === 'name' || node.type === 'nsref' || node.type === 'call' || node.type === 'slice') return false;
  if (node.type === 'filter' && CONTEXT_FILTERS.has(node.name)) return false;
  if ((node.type === 'filter' || node.type === 'test') && !withFilters) return false;
  return children(node).every((child) => isConstant(child, withFilters));
}
