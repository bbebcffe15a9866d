// A Wherry in the middle of its day: files in every state, runs that went well and badly, at times that never change.
import { join } from 'node:path';
import { createStore, type Store } from '#engine/store/store.ts';
import type { StepResult } from '#engine/steps/step.ts';
import type { Run } from '#shared/run.ts';
import type { Served } from './served.ts';

const MINUTE = 60_000;
const RULE_NAME = 'Orders of the northern warehouses';
/** What the host makes of the name and of the draft's id. */
const DRAFT_ID = 'new-0a0b0c0d';
const RULE_ID = 'orders-of-the-northern-warehouses-0a0b0c0d';
/** Half past ten in Berlin. */
export const NOW = Date.UTC(2026, 10, 24, 9, 30);

/** One rule that is switched off, so that nothing moves, and one that waits for approval. */
export async function addRules(wherry: Served): Promise<void> {
  const { rule } = await wherry.call('rule.new', {});
  const { source } = rule;
  if (source.kind !== 'bettrdata') throw new Error(`a new rule is one of BettrData, not ${source.kind}`);
  const orders = {
    ...rule,
    id: DRAFT_ID,
    name: RULE_NAME,
    source: { ...source, baseUrl: 'https://data.example.com', sftp: { ...source.sftp, host: 'x', username: 'y' } },
    targetDirectory: '/srv/wherry/orders',
    steps: ['check', 'import'].map((name) => ({ kind: 'command', name, template: `${name} {{ filePath }}` })),
  };
  await wherry.call('rule.save', { rule: orders, secrets: {}, isEnabled: false, who: 'a spec' });
  const ini =
    '[bettrdata]\nbase_url = https://data.example.com\napi_token = t\n\n[sftp]\nhost = x\nusername = y\nremote_password = z\n\n[list]\nwhere = {"attributes.client_status": {"$exists": false}}\n\n[processing]\ntarget_source_directory = /srv/wherry/stock\ncommand_1 = load {{ filePath }}\n';
  await wherry.call('rule.importIni', { path: 'stock.ini', base64: btoa(ini), who: 'a spec' });
}

/** Before the engine opens it; the rule does not exist yet, so that what is active is not recovered. */
export function seedStore(dataDir: string): void {
  let at = NOW - 180 * MINUTE;
  const clock = { now: () => at, sleep: () => Promise.reject(new Error('nobody sleeps here')) };
  const store = createStore(join(dataDir, 'wherry.db'), clock, () => {});
  const wait = (minutes: number) => void (at += minutes * MINUTE);
  let number = 0;

  function file(name: string, sizeBytes: number): number {
    const externalId = `66f0c1d2e3${String(++number).padStart(6, '0')}`;
    const checksum = { algorithm: 'md5', hex: String(number).padStart(32, '0') } as const;
    const meta = { _id: externalId, fileName: name, recordCount: sizeBytes >> 6, attributes: {} };
    const source = { ref: externalId, externalId, name, sizeBytes, checksum, meta, skip: null, reported: null };
    return store.discover(RULE_ID, [source])[0]!.file.id;
  }
  const doing = { store, file, wait };

  run(store, wait, { state: 'succeeded', listed: 24, succeeded: 24 }, () => {
    for (let day = 1; day <= 24; day++) succeed(doing, `orders 2026-10-${String(day).padStart(2, '0')}.csv`, day);
  });
  run(store, wait, { state: 'failed', error: 'login refused by sftp.example.com for user northern' }, () => {});
  run(store, wait, { state: 'partial', listed: 9, succeeded: 2, failed: 4, waiting: 1 }, () => {
    failAt(doing, 'returns week 46.csv', 'check: exit code 3: line 17: no such article', 5);
    failAt(doing, 'returns week 47.csv', 'check: exit code 3: line 4: no such article', 5);
    failAt(
      doing,
      'returns of a customer with quite a long name, corrected twice, final version.csv',
      'check: exit code 3: line 212: no such article',
      5,
    );
    failAt(doing, 'price list.csv', 'check: exit code 9: the price of 4711 is negative', 1);
    interrupt(doing, 'stock of all warehouses.csv');
    store.wait(
      start(doing, 'deliveries.csv', 88_000),
      NOW + 4 * MINUTE,
      'download: the connection to sftp.example.com was lost after 12,000 of 88,000 bytes',
      true,
    );
    store.skip(file('all customers.csv', 0), 'a person, in the window');
  });
  run(store, wait, { state: 'running' }, () => {
    start(doing, 'orders 2026-11-24.csv', 48_000_000);
    file('orders 2026-11-25.csv', 1_200);
  });
  store.close();
}

interface Doing {
  store: Store;
  file: (name: string, sizeBytes: number) => number;
  wait: (minutes: number) => void;
}

function run(store: Store, wait: (minutes: number) => void, end: Partial<Run>, work: () => void): void {
  const begun = store.startRun(RULE_ID);
  work();
  wait(12);
  if (end.state !== 'running') store.finishRun({ ...begun, ...end });
  wait(30);
}

function start({ store, file }: Doing, name: string, sizeBytes: number): number {
  const id = file(name, sizeBytes);
  store.claim(id);
  store.claimed(id);
  store.reserve(id, `/srv/wherry/orders/${name}`);
  return id;
}

function result(outcome: 'succeeded' | 'failed', error: string | null): StepResult {
  return {
    outcome,
    ended: 'exit',
    exitCode: outcome === 'succeeded' ? 0 : 3,
    signal: null,
    durationMs: 1_204,
    commandLine: `check '/srv/wherry/orders/returns.csv' --strict`,
    stdoutTail: '216 lines read\n',
    stderrTail: error === null ? '' : `reading\n${error}\n`,
    error,
  };
}

function succeed(doing: Doing, name: string, day: number): void {
  const id = start(doing, name, 4_000 * day);
  doing.store.advance(id, 'download', 'step:0');
  doing.store.begin(id, 'step:0');
  doing.store.conclude(id, 'step:0', { outcome: 'succeeded' }, result('succeeded', null));
  doing.store.finish(id, 5);
}

function failAt(doing: Doing, name: string, error: string, quarantineAfter: number): void {
  const id = start(doing, name, 12_345);
  doing.store.advance(id, 'download', 'step:0');
  doing.store.begin(id, 'step:0');
  doing.store.conclude(id, 'step:0', { outcome: 'failed', error }, result('failed', error));
  doing.store.finish(id, quarantineAfter);
}

function interrupt(doing: Doing, name: string): void {
  const id = start(doing, name, 912_000);
  doing.store.advance(id, 'download', 'step:1');
  doing.store.begin(id, 'step:1');
  doing.store.recover(id, () => false, 'Wherry was stopped');
}
