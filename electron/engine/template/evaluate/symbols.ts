// Which variable a name means: a port of jinja2/idtracking.py, whose rules decide what a `{% set %}` in a loop changes.
import type { Expression, Node, Statement } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import { children } from './children.ts';

/** The variables of one invocation: of the template, a macro, a block or a recursive loop. */
export interface FunctionScope {
  outer: FunctionScope | null;
  /** Number of slots. */
  size: number;
}

export interface Ref {
  name: string;
  scope: FunctionScope;
  slot: number;
}

/** What a variable is set to when its frame is entered. */
export type Load =
  | { from: 'parameter' }
  | { from: 'context'; name: string }
  | { from: 'alias'; ref: Ref }
  | { from: 'nothing' };

export class Symbols {
  readonly scope: FunctionScope;
  readonly parent: Symbols | null;
  refs = new Map<string, Ref>();
  loads = new Map<Ref, Load>();
  stores = new Set<string>();
  /** One variable per name, shared by the copies that branches make. */
  private own = new Map<string, Ref>();

  constructor(scope: FunctionScope, parent: Symbols | null) {
    this.scope = scope;
    this.parent = parent;
  }

  private copy(): Symbols {
    const copy = new Symbols(this.scope, this.parent);
    copy.refs = new Map(this.refs);
    copy.loads = new Map(this.loads);
    copy.stores = new Set(this.stores);
    copy.own = this.own;
    return copy;
  }

  private define(name: string, load: Load): Ref {
    let ref = this.own.get(name);
    if (!ref) {
      ref = { name, scope: this.scope, slot: this.scope.size };
      this.scope.size += 1;
      this.own.set(name, ref);
    }
    this.refs.set(name, ref);
    this.loads.set(ref, load);
    return ref;
  }

  find(name: string): Ref | undefined {
    return this.refs.get(name) ?? this.parent?.find(name);
  }

  ref(name: string): Ref {
    const ref = this.find(name);
    if (ref) return ref;
    const message = `Tried to resolve a name to a reference that was unknown to the frame ('${name}')`;
    throw new PyError('AssertionError', message, 0);
  }

  store(name: string): void {
    this.stores.add(name);
    if (this.refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.define(name, outer ? { from: 'alias', ref: outer } : { from: 'nothing' });
  }

  parameter(name: string): Ref {
    this.stores.add(name);
    return this.define(name, { from: 'parameter' });
  }

  load(name: string): void {
    if (!this.find(name)) this.define(name, { from: 'context', name });
  }

  /** Names stored here and further out, with their variables; for scoped blocks. */
  allStores(): Map<string, Ref> {
    const stores = this.parent?.allStores() ?? new Map<string, Ref>();
    for (const name of this.stores) stores.set(name, this.ref(name));
    return stores;
  }

  visitAll(nodes: readonly Node[], isParameter = false): void {
    for (const node of nodes) this.visit(node, isParameter);
  }

  /** @param isParameter names that are stored are parameters, as the target of a loop */
  visit(node: Node, isParameter = false): void {
    if (node.type === 'name') this.visitName(node.name, isParameter ? 'param' : node.use);
    else if (node.type === 'nsref') this.load(node.name);
    else if (node.type === 'macro') this.store(node.name);
    else if (node.type === 'if') this.visitIf(node.test, [node.body, node.elifs, node.otherwise]);
    else this.visitAll(seenFrom(node), isParameter);
  }

  private visitName(name: string, use: 'load' | 'store' | 'param'): void {
    if (use === 'param') this.parameter(name);
    else if (use === 'store') this.store(name);
    else this.load(name);
  }

  private visitIf(test: Expression, branches: (readonly Statement[])[]): void {
    this.visit(test);
    const copies = branches.map((branch) => {
      const copy = this.copy();
      copy.visitAll(branch);
      return copy;
    });
    const stores = new Set(copies.flatMap((copy) => Array.from(copy.stores)).filter((name) => !this.stores.has(name)));
    for (const copy of copies) {
      for (const [name, ref] of copy.refs) this.refs.set(name, ref);
      for (const [ref, load] of copy.loads) this.loads.set(ref, load);
      for (const name of copy.stores) this.stores.add(name);
    }
    for (const name of stores) {
      const outer = this.parent?.find(name);
      this.loads.set(this.ref(name), outer ? { from: 'alias', ref: outer } : { from: 'context', name });
    }
  }
}

/** What of a node belongs to the frame around it; the rest has a frame of its own. */
function seenFrom(node: Node): readonly Node[] {
  if (node.type === 'set') return [node.value, node.target];
  if (node.type === 'for') return [node.iterable];
  if (node.type === 'callblock') return [node.call];
  if (node.type === 'filterblock') return [node.filter];
  if (node.type === 'with') return node.values;
  if (node.type === 'setblock') return [node.target];
  return node.type === 'autoescape' || node.type === 'block' ? [] : children(node);
}
