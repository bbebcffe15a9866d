// The arguments of calls, filters and tests.
import { PyDict } from '../python/dict.ts';
import { failIfUndefined } from '../python/compare.ts';
import { iterate } from '../python/iterate.ts';
import type { Kwargs } from '../python/signature.ts';
import { typeName, type Value } from '../python/values.ts';
import type { Arguments, Expression } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import type { Evaluate, Frame } from './runtime.ts';
import type { Scope } from './scope.ts';

export interface Evaluated {
  positional: Value[];
  keywords: Kwargs | null;
}

export function compileArguments(
  args: Arguments,
  scope: Scope,
  compile: (node: Expression, scope: Scope) => Evaluate,
): (frame: Frame) => Evaluated {
  const positional = args.positional.map((node) => compile(node, scope));
  if (args.keywords.length === 0 && !args.star && !args.doubleStar) {
    return (frame) => ({ positional: positional.map((arg) => arg(frame)), keywords: null });
  }
  const keywords = args.keywords.map(([name, node]): [string, Evaluate] => [name, compile(node, scope)]);
  const star = args.star && compile(args.star, scope);
  const doubleStar = args.doubleStar && compile(args.doubleStar, scope);
  return (frame) => {
    const values = positional.map((arg) => arg(frame));
    const named: Kwargs = new Map(keywords.map(([name, arg]) => [name, arg(frame)]));
    if (star) values.push(...iterate(star(frame)));
    if (doubleStar) addMapping(named, doubleStar(frame));
    return { positional: values, keywords: named.size === 0 ? null : named };
  };
}

function addMapping(named: Kwargs, mapping: Value): void {
  failIfUndefined(mapping);
  if (!(mapping instanceof PyDict)) {
    throw new PyError('TypeError', `argument after ** must be a mapping, not ${typeName(mapping)}`);
  }
  for (const [key, value] of mapping.items()) {
    if (typeof key !== 'string') throw new PyError('TypeError', 'keywords must be strings');
    if (named.has(key)) throw new PyError('TypeError', `got multiple values for keyword argument '${key}'`);
    named.set(key, value);
  }
}
