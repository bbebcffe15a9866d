// What is different between two versions of a rule, for people. Rules hold no secrets, so neither does this.
import type { RuleImport } from '#shared/api-rules.ts';
import type { Rule } from '#shared/rule.ts';

type Changes = NonNullable<RuleImport['changes']>;

/** JSON that is shown as a whole: a filter is read as one. */
const WHOLE = new Set(['source.query.where', 'source.query.projection', 'source.query.sort']);

/** In the order of the rule; `id` is left out. */
export function changesBetween(before: Rule, after: Rule): Changes {
  const [old, next] = [leavesOf({ ...before, id: '' }, ''), leavesOf({ ...after, id: '' }, '')];
  const paths = [...new Set([...next.keys(), ...old.keys()])];
  return paths.flatMap((path) => {
    const [from, to] = [old.get(path) ?? '', next.get(path) ?? ''];
    return from === to ? [] : [{ path, before: from, after: to }];
  });
}

function leavesOf(value: unknown, path: string): Map<string, string> {
  const isBranch = typeof value === 'object' && value !== null && !WHOLE.has(path);
  if (!isBranch) return new Map([[path, textOf(value)]]);
  const children = Object.entries(value).map(([key, child]: [string, unknown]) =>
    leavesOf(child, path === '' ? key : `${path}.${key}`),
  );
  if (children.length === 0) return new Map([[path, Array.isArray(value) ? 'none' : '{}']]);
  return new Map(children.flatMap((child) => Array.from(child)));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
