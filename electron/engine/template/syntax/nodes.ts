// The tree of a template; names and shapes follow jinja2/nodes.py. `position` is the offset in the normalized source.
import type { Value } from '../python/values.ts';

export interface Arguments {
  positional: Expression[];
  keywords: [string, Expression][];
  /** `*expression` */
  star: Expression | null;
  /** `**expression` */
  doubleStar: Expression | null;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = 'eq' | 'ne' | 'gt' | 'gteq' | 'lt' | 'lteq' | 'in' | 'notin';

interface At {
  position: number;
}
export type Name = At & { type: 'name'; name: string; use: 'load' | 'store' | 'param' };
export type NamespaceAttribute = At & { type: 'nsref'; name: string; attribute: string };
export type Tuple = At & { type: 'tuple'; items: Expression[] };
/** What can be assigned to. */
export type TargetTuple = At & { type: 'tuple'; items: Target[] };
export type Filter = At & { type: 'filter'; node: Expression | null; name: string; args: Arguments };
export type Test = At & { type: 'test'; node: Expression; name: string; args: Arguments };
export type Call = At & { type: 'call'; node: Expression; args: Arguments };

export type Expression =
  | Name
  | NamespaceAttribute
  | Tuple
  | Filter
  | Test
  | Call
  | (At & { type: 'const'; value: Value })
  | (At & { type: 'list'; items: Expression[] })
  | (At & { type: 'dict'; items: [Expression, Expression][] })
  | (At & { type: 'cond'; test: Expression; whenTrue: Expression; otherwise: Expression | null })
  | (At & { type: 'getattr'; node: Expression; attribute: string })
  | (At & { type: 'getitem'; node: Expression; key: Expression })
  | (At & { type: 'slice'; start: Expression | null; stop: Expression | null; step: Expression | null })
  | (At & { type: 'concat'; nodes: Expression[] })
  | (At & { type: 'compare'; node: Expression; operations: { operator: CompareOperator; node: Expression }[] })
  | (At & { type: 'binary'; operator: BinaryOperator; left: Expression; right: Expression })
  | (At & { type: 'and' | 'or'; left: Expression; right: Expression })
  | (At & { type: 'not' | 'neg' | 'pos'; node: Expression });

export type Target = Name | NamespaceAttribute | TargetTuple;
export type Data = At & { type: 'data'; text: string };

/** What a macro and a `{% call %}` body have in common. */
export interface Signature {
  parameters: Name[];
  /** Of the last parameters. */
  defaults: Expression[];
  body: Statement[];
}

export type If = At & { type: 'if'; test: Expression; body: Statement[]; elifs: If[]; otherwise: Statement[] };
export type For = At & {
  type: 'for';
  target: Target;
  iterable: Expression;
  test: Expression | null;
  isRecursive: boolean;
  body: Statement[];
  otherwise: Statement[];
};
export type Output = At & { type: 'output'; nodes: (Expression | Data)[] };
export type Set = At & { type: 'set'; target: Target; value: Expression };
export type SetBlock = At & { type: 'setblock'; target: Target; filter: Filter | null; body: Statement[] };
export type With = At & { type: 'with'; targets: Target[]; values: Expression[]; body: Statement[] };
export type Macro = At & Signature & { type: 'macro'; name: string };
export type CallBlock = At & Signature & { type: 'callblock'; call: Call };
export type FilterBlock = At & { type: 'filterblock'; filter: Filter; body: Statement[] };
export type Autoescape = At & { type: 'autoescape'; value: Expression; body: Statement[] };
export type Block = At & { type: 'block'; name: string; isScoped: boolean; isRequired: boolean; body: Statement[] };

export type Statement =
  | If
  | For
  | Output
  | Set
  | SetBlock
  | With
  | Macro
  | CallBlock
  | FilterBlock
  | Autoescape
  | Block;

export type Node = Expression | Data | Statement;
