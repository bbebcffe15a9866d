// What the soak must have left behind: every file's command ran exactly once or the file is listed as interrupted,
// every status arrived, nothing is left open, memory is flat.
import fs from 'node:fs';
import path from 'node:path';
import type { FileRow } from '#shared/file.ts';
import { isJsonObject, type Json } from '#shared/json.ts';
import { systemClock } from '#engine/clock.ts';
import { createStore } from '#engine/store/store.ts';
import type { Farm, SoakFile } from './farm.ts';

export interface Audit {
  /** Files by the state in which they ended. */
  states: Record<string, number>;
  /** Commands that ran, and files whose command ran more than once. */
  commands: number;
  doubled: number;
  /** Not at an end, or said to be done though the command did not run. */
  lost: number;
  /** The source says something else than the store. */
  wrongStatus: number;
  /** Statuses that the source has not been told. */
  outbox: number;
  /** What is wrong, in words; empty: the audit is passed. */
  problems: string[];
}

export function audit(farm: Farm, dataDirectory: string): Audit {
  const store = createStore(path.join(dataDirectory, 'wherry.db'), systemClock, () => {});
  const rows = new Map(store.files({ states: null, limit: 1_000_000, offset: 0 }).map((row) => [row.externalId, row]));
  const outbox = farm.rules.flatMap(({ id }) => store.dueReports(id)).length;
  store.close();
  const statuses = new Map(
    farm.instances.flatMap((instance) =>
      instance.records().map((record) => [record['_id'], statusOf(record['attributes'])]),
    ),
  );
  const ran = countRuns(farm);
  const result: Audit = { states: {}, commands: 0, doubled: 0, lost: 0, wrongStatus: 0, outbox, problems: [] };
  for (const file of farm.files) {
    const row = rows.get(file.externalId);
    const runs = ran.get(file.name) ?? 0;
    const status = statuses.get(file.externalId) ?? null;
    const state = row?.state ?? 'unknown';
    result.states[state] = (result.states[state] ?? 0) + 1;
    result.commands += runs;
    if (runs > 1) result.doubled++;
    if (!isAtItsEnd(file, row, runs)) result.lost++;
    if (status !== (state === 'done' ? 'SUCCESS' : 'FAILED')) result.wrongStatus++;
    if (runs > 1 || !isAtItsEnd(file, row, runs) || status !== (state === 'done' ? 'SUCCESS' : 'FAILED')) {
      result.problems.push(
        `${file.name} of ${file.ruleId}: ${state}, command ran ${runs} times, status ${JSON.stringify(status)}: ${row?.reason}`,
      );
    }
  }
  if (outbox > 0) result.problems.push(`${outbox} statuses are still in the outbox`);
  result.problems.push(...leftOvers(farm));
  return result;
}

/** Interrupted: nobody knows whether its command ran, so once and not at all are both right. */
function isAtItsEnd({ isRejected }: SoakFile, row: FileRow | undefined, runs: number): boolean {
  if (row?.state === 'interrupted') return runs <= 1;
  return row?.state === (isRejected ? 'failed' : 'done') && runs === 1;
}

function statusOf(attributes: Json | undefined): Json {
  return isJsonObject(attributes) ? (attributes['client_status'] ?? null) : null;
}

/** Names of the files of all rules are different. */
function countRuns({ rules, ranPath }: Farm): Map<string, number> {
  const runs = new Map<string, number>();
  for (const { id } of rules) {
    if (!fs.existsSync(ranPath(id))) continue;
    for (const name of fs.readFileSync(ranPath(id), 'utf8').split('\n')) {
      if (name !== '') runs.set(name, (runs.get(name) ?? 0) + 1);
    }
  }
  return runs;
}

/** Unfinished downloads. */
function leftOvers({ rules }: Farm): string[] {
  const parts = rules.flatMap(({ targetDirectory }) => {
    const directory = path.join(targetDirectory, '.wherry');
    return fs.existsSync(directory) ? fs.readdirSync(directory).map((name) => path.join(directory, name)) : [];
  });
  return parts.length === 0 ? [] : [`${parts.length} unfinished downloads are left: ${parts.slice(0, 3).join(', ')}`];
}
