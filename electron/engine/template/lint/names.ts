// What a template uses that is not there: variables, fields of the record, filters and tests.
import type { JsonObject } from '#shared/json.ts';
import { children, descendants } from '../evaluate/children.ts';
import { GLOBALS } from '../evaluate/globals.ts';
import { FILTERS } from '../filters/registry.ts';
import { TESTS } from '../filters/tests.ts';
import { getAttribute } from '../python/attribute.ts';
import { PyDict } from '../python/dict.ts';
import type { Expression, Node, Statement } from '../syntax/nodes.ts';
import { commandVariables, VARIABLE_NAMES } from '../variables.ts';
import type { Found } from './finding.ts';

const SPECIAL = ['loop', 'self', 'super', 'caller', 'varargs', 'kwargs'];

export function lintNames(body: readonly Statement[], record: JsonObject | undefined): Found[] {
  const known = new Set([...VARIABLE_NAMES, ...GLOBALS.keys(), ...SPECIAL, ...stored(body)]);
  const present =
    record && new Set([...known].filter((name) => !VARIABLE_NAMES.includes(name) || isPresent(record, name)));
  const found: Found[] = [];
  const visit = (node: Node, isGuarded: boolean): void => {
    found.push(...unknownCall(node));
    if (!isGuarded) found.push(...missingName(node, known, present), ...missingField(node, record));
    const guards = isGuarded || isGuard(node);
    for (const child of children(node)) visit(child, guards);
  };
  for (const statement of body) visit(statement, false);
  return found;
}

function isPresent(record: JsonObject, name: string): boolean {
  return name === 'filePath' || commandVariables(record, null).has(name);
}

/** Names that the template sets itself. */
function* stored(body: readonly Statement[]): Generator<string> {
  for (const statement of body) {
    for (const node of descendants(statement)) {
      if (node.type === 'macro' || (node.type === 'name' && node.use !== 'load')) yield node.name;
    }
  }
}

/** What is missing here is asked for, or has a substitute. */
function isGuard(node: Node): boolean {
  if (node.type === 'filter') return node.name === 'default' || node.name === 'd';
  if (node.type === 'test') return node.name === 'defined' || node.name === 'undefined';
  return node.type === 'if' || node.type === 'cond' || node.type === 'or' || node.type === 'and';
}

function unknownCall(node: Node): Found[] {
  if (node.type !== 'filter' && node.type !== 'test') return [];
  const table = node.type === 'filter' ? FILTERS : TESTS;
  if (table.has(node.name)) return [];
  const message = `no ${node.type} is named '${node.name}'`;
  return [{ severity: 'error', message, hint: suggestion(node.name, table.keys()), position: node.position }];
}

function missingName(node: Node, known: ReadonlySet<string>, present: ReadonlySet<string> | undefined): Found[] {
  if (node.type !== 'name' || node.use !== 'load') return [];
  const { name, position } = node;
  if (!known.has(name)) {
    return [
      {
        severity: 'warning',
        message: `there is no variable '${name}': it renders empty`,
        hint: suggestion(name, VARIABLE_NAMES),
        position,
      },
    ];
  }
  if (!present || present.has(name)) return [];
  const hint = `Give a value for records that lack it: {{ ${name} | default('') }}.`;
  return [{ severity: 'warning', message: `the record has no '${name}': it renders empty`, hint, position }];
}

/** `file.a.b` along the record. */
function missingField(node: Node, record: JsonObject | undefined): Found[] {
  if (node.type !== 'getattr' || !record) return [];
  const path = pathOf(node);
  if (path?.[0] !== 'file') return [];
  const parent = lookUp(record, path.slice(1, -1));
  if (parent === undefined || hasField(parent, node.attribute)) return [];
  const fields = parent !== null && typeof parent === 'object' ? Object.keys(parent) : [];
  const message = `the record has no '${path.slice(1).join('.')}'`;
  return [{ severity: 'warning', message, hint: suggestion(node.attribute, fields), position: node.position }];
}

function pathOf(node: Expression): string[] | null {
  if (node.type === 'name') return [node.name];
  const path = node.type === 'getattr' ? pathOf(node.node) : null;
  return path && node.type === 'getattr' ? [...path, node.attribute] : null;
}

function lookUp(record: JsonObject, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** A field, or a method such as `.items`. */
function hasField(parent: unknown, name: string): boolean {
  if (typeof parent === 'string') return getAttribute(parent, name) !== undefined;
  if (Array.isArray(parent)) return getAttribute([], name) !== undefined;
  if (parent === null || typeof parent !== 'object') return typeof parent === 'number';
  return Object.hasOwn(parent, name) || getAttribute(new PyDict(), name) !== undefined;
}

function suggestion(name: string, candidates: Iterable<string>): string {
  const all = Array.from(candidates);
  const near = all.find((candidate) => distance(candidate.toLowerCase(), name.toLowerCase()) <= 2);
  if (near !== undefined) return `Did you mean '${near}'?`;
  return all.length === 0 ? 'There is nothing to look up here.' : `There are: ${all.toSorted().join(', ')}.`;
}

/** Letters to change, add or remove. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (b.charAt(j - 1) === char ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
