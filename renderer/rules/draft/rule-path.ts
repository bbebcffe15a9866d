// Places in a rule, `source.sftp.host`, as the contract's issues name them; pure.
import type { Json } from '#shared/json.ts';
import type { Rule } from '#shared/rule.ts';

type Leaf = string | number | boolean | null | undefined;
type PathIn<T> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? `${number}` | `${number}.${PathIn<Item>}`
    : string extends keyof T
      ? never
      : { [Key in keyof T & string]: Key | `${Key}.${PathIn<NonNullable<T[Key]>>}` }[keyof T & string];

/** Every place that a rule may have, whichever kinds its parts are of. */
export type RulePath = PathIn<Rule>;

/** Issues can also be about a secret that the rule names: `secrets.api-token`. */
export type IssuePath = RulePath | `secrets.${string}`;

/** Undefined where the rule has no such place. */
export function valueAt(rule: Rule, path: RulePath): unknown {
  let value: unknown = rule;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** A copy with another value at that place; everything beside the way there stays the same object. May be no valid rule. */
export function withValueAt(rule: Rule, path: RulePath, value: unknown): Rule {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a rule that is being edited; rule.validate judges it
  return replaced(rule, path.split('.'), value) as Rule;
}

function replaced(inside: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const next = replaced(
    typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined,
    rest,
    value,
  );
  if (Array.isArray(inside)) return inside.with(Number(key), next);
  return { ...(typeof inside === 'object' ? inside : {}), [key]: next };
}

/** Whether an issue at `issue` is to be shown at `path`: it is about that place or something in it. */
export function isAt(issue: readonly (string | number)[], path: IssuePath): boolean {
  const place = issue.join('.');
  return place === path || place.startsWith(`${path}.`);
}

/** Two rules that would be saved as the same text. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item) ?? null]));
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rules are JSON
  return value as Json | undefined;
}
