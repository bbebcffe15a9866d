// Asks the operator's filter again about a record that came back (b12), with MongoDB's semantics by mingo.
import { Script, createContext } from 'node:vm';
import type { JsonObject } from '#shared/json.ts';
import { Context } from 'mingo/core';
import * as operators from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { WherryError } from '../../errors.ts';
import { toCriteria } from './extended-json.ts';
import { checkWhere } from './where.ts';

const MATCH_TIMEOUT_MS = 1_000;
const { $where: _where, $expr: _expr, $jsonSchema: _jsonSchema, ...safeOperators } = operators;

/**
 * The filter as a function, for a filter in which checkWhere finds nothing; throws `bad-where` (config) otherwise.
 * The function throws `filter-too-slow` (permanent) where a record makes a regular expression run for more than a second.
 */
export function matcher(where: JsonObject): (record: JsonObject) => boolean {
  const [finding] = checkWhere(where);
  if (finding !== undefined)
    throw new WherryError('bad-where', `where: ${finding.path}: ${finding.message}`, {
      kind: 'config',
      hint: finding.hint,
    });
  const query = new Query<JsonObject>(toCriteria(where), { context: Context.init({ query: safeOperators }) });
  const hasRegex = /"\$reg(ex|ularExpression)"/.test(JSON.stringify(where));
  return hasRegex ? timeLimited(query) : (record) => query.test(record);
}

/** A regular expression can only be stopped from outside; node:vm has the one timeout that does it. */
function timeLimited(query: Query<JsonObject>): (record: JsonObject) => boolean {
  const sandbox = { test: (): boolean => false };
  const context = createContext(sandbox);
  const script = new Script('test()');
  return (record) => {
    sandbox.test = () => query.test(record);
    try {
      return script.runInContext(context, { timeout: MATCH_TIMEOUT_MS }) === true;
    } catch (error) {
      if (!(Error.isError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw error;
      throw tooSlow(error);
    }
  };
}

function tooSlow(cause: unknown): WherryError {
  return new WherryError('filter-too-slow', `the filter's regular expression took more than ${MATCH_TIMEOUT_MS} ms`, {
    kind: 'permanent',
    hint: 'Write it without nested repetitions such as (a+)+.',
    cause,
  });
}
