import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SourceFile } from '#engine/sources/source.ts';
import type { StepResult } from '#engine/steps/step.ts';
import { createStore, type Store } from '#engine/store/store.ts';
import { sourceFile } from '../helpers/source-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const RULE = 'rule';
let now = 1_000;

function openStore(folder = temporaryFolder()): Store {
  const clock = { now: () => now++, sleep: () => Promise.resolve() };
  const store = createStore(path.join(folder, 'wherry.db'), clock, () => {});
  onTestFinished(() => store.close());
  return store;
}

function discover(store: Store, ...files: SourceFile[]): number[] {
  return store.discover(RULE, files).map(({ file }) => file.id);
}

/** Takes a new file to position report with the given outcome. */
function concluded(store: Store, outcome: 'succeeded' | 'failed', name = 'a'): number {
  const [id] = discover(store, sourceFile(name));
  store.claim(id!);
  store.claimed(id!);
  store.advance(id!, 'download', 'step:0');
  store.begin(id!, 'step:0');
  store.conclude(id!, 'step:0', outcome === 'failed' ? { outcome, error: 'command_1: exit code 3' } : { outcome });
  return id!;
}

const RESULT: StepResult = {
  outcome: 'succeeded',
  ended: 'exit',
  exitCode: 0,
  signal: null,
  durationMs: 5,
  commandLine: 'true',
  stdoutTail: '',
  stderrTail: '',
  error: null,
};

test('the same listing twice brings one file', () => {
  const store = openStore();
  expect(discover(store, sourceFile('a'))).toEqual(discover(store, sourceFile('a')));
  expect(store.files({ states: null, limit: 10, offset: 0 })).toHaveLength(1);
});

test('b28: a changed MD5 is another file', () => {
  const store = openStore();
  const [first] = discover(store, sourceFile('a', { ref: 'a:1:' }));
  const [second] = discover(store, sourceFile('a', { ref: 'a:2:' }));
  expect(second).not.toBe(first);
});

test('a page is stored as a whole or not at all', () => {
  const store = openStore();
  const broken = { ...sourceFile('b'), name: null } as unknown as SourceFile;
  expect(() => store.discover(RULE, [sourceFile('a'), broken])).toThrow();
  expect(store.files({ states: null, limit: 10, offset: 0 })).toEqual([]);
});

test('a file is claimed once', () => {
  const store = openStore();
  const [id] = discover(store, sourceFile('a'));
  expect(store.claim(id!)).toMatchObject({ state: 'active', attempt: 1 });
  expect(() => store.claim(id!)).toThrow('cannot be moved by "claim"');
});

test('a released file gets its attempt back', () => {
  const store = openStore();
  const [id] = discover(store, sourceFile('a'));
  store.claim(id!);
  expect(store.release(id!, 'stopped')).toMatchObject({ state: 'ready', attempt: 0, stepStartedAt: null });
});

test('a file that is not yet ours is due only while the source lists it', () => {
  const store = openStore();
  const [listed] = discover(store, sourceFile('listed'), sourceFile('gone'));
  expect(store.due(RULE, new Set([listed!])).map(({ name }) => name)).toEqual(['listed.csv']);
});

test('a file that is ours is due without being listed, and first', () => {
  const store = openStore();
  const [ours, listed] = discover(store, sourceFile('ours'), sourceFile('listed'));
  store.claim(ours!);
  store.claimed(ours!);
  store.release(ours!, 'stopped');
  expect(store.due(RULE, new Set([listed!])).map(({ id }) => id)).toEqual([ours, listed]);
});

test('b25: a file that another machine has is due when it is listed; one whose claim may have been written, always', () => {
  const store = openStore();
  const [taken, cutOff] = discover(store, sourceFile('taken'), sourceFile('cut-off'));
  for (const id of [taken!, cutOff!]) store.claim(id);
  store.release(taken!, 'another machine has taken it', true);
  store.release(cutOff!, 'stopped');
  expect(store.due(RULE, new Set()).map(({ id }) => id)).toEqual([cutOff]);
  expect(store.due(RULE, new Set([taken!])).map(({ id }) => id)).toEqual([cutOff, taken]);
});

test('a waiting file is due when its time has come', () => {
  const store = openStore();
  const [id] = discover(store, sourceFile('a'));
  store.claim(id!);
  store.wait(id!, now + 10_000, 'connection reset', true);
  expect(store.due(RULE, new Set([id!]))).toEqual([]);
  now += 20_000;
  expect(store.due(RULE, new Set([id!]))).toHaveLength(1);
});

test('b26: a file that waits because its command could not be started is no interrupted one after a crash', () => {
  const folder = temporaryFolder();
  const store = openStore(folder);
  const [id] = discover(store, sourceFile('a'));
  store.claim(id!);
  store.advance(id!, 'download', 'step:0');
  store.begin(id!, 'step:0');
  store.wait(id!, now, 'command_1: no process could be started', true);
  store.claim(id!);
  store.close();
  expect(openStore(folder).recover(id!, () => false, 'Wherry died')).toMatchObject({
    state: 'ready',
    position: 'step:0',
  });
});

test('b24: an outcome and its report are stored together, and the report stays until it is delivered', () => {
  const folder = temporaryFolder();
  const first = openStore(folder);
  const id = concluded(first, 'failed');
  first.close();
  const store = openStore(folder);
  expect(store.reportOf(id)).toMatchObject({ outcome: 'failed', error: 'command_1: exit code 3', tries: 0 });
  expect(store.finish(id, 5)).toMatchObject({ state: 'failed', failedAt: 'step:0', failures: 1 });
  expect(store.reportOf(id)).toBeNull();
});

test('a report that could not be delivered is due again later', () => {
  const store = openStore();
  const id = concluded(store, 'succeeded');
  const report = store.reportOf(id)!;
  store.undelivered(report.id, now + 5_000, 'unreachable');
  expect(store.dueReports(RULE)).toEqual([]);
  now += 6_000;
  expect(store.dueReports(RULE)).toMatchObject([{ tries: 1, lastError: 'unreachable' }]);
});

test('b73: a file is quarantined at its fifth failure', () => {
  const store = openStore();
  for (let failures = 1; failures <= 5; failures++) {
    const id = failures === 1 ? concluded(store, 'failed') : discover(store, sourceFile('a'))[0]!;
    if (failures > 1) {
      store.claim(id);
      store.begin(id, 'step:0');
      store.conclude(id, 'step:0', { outcome: 'failed', error: 'command_1: exit code 3' });
    }
    expect(store.finish(id, 5).state).toBe(failures < 5 ? 'failed' : 'quarantined');
  }
  expect(store.discover(RULE, [sourceFile('a')])).toMatchObject([{ how: 'known', file: { state: 'quarantined' } }]);
});

test('a person who asks for a quarantined file gives it all its attempts again', () => {
  const store = openStore();
  const id = concluded(store, 'failed');
  store.finish(id, 1);
  expect(store.requeue(id, 'me@here')).toMatchObject({
    state: 'ready',
    failures: 0,
    position: 'step:0',
    claimedAt: null,
  });
  expect(store.story(id).transitions.at(-1)).toMatchObject({ verb: 'requeue', detail: 'by me@here' });
});

test('b29: a done file that a person asks for starts from its download', () => {
  const store = openStore();
  const id = concluded(store, 'succeeded');
  store.finish(id, 5);
  expect(store.requeue(id, 'me@here')).toMatchObject({ position: 'download', localPath: null, outcome: null });
});

test('b28: a done file whose success the source has lost is only reported again', () => {
  const store = openStore();
  const id = concluded(store, 'succeeded');
  store.finish(id, 5);
  expect(store.discover(RULE, [sourceFile('a', { reported: null })])).toMatchObject([{ how: 'resend' }]);
  expect(store.file(id)!.state).toBe('done');
  expect(store.dueReports(RULE)).toMatchObject([{ outcome: 'succeeded', error: null }]);
});

test('a done file whose success the source shows is left alone', () => {
  const store = openStore();
  store.finish(concluded(store, 'succeeded'), 5);
  expect(store.discover(RULE, [sourceFile('a', { reported: 'succeeded' })])).toMatchObject([{ how: 'known' }]);
  expect(store.dueReports(RULE)).toEqual([]);
});

test('b26: after a crash a begun command makes the file interrupted, and that is reported as a failure', () => {
  const store = openStore();
  const [id] = discover(store, sourceFile('a'));
  store.claim(id!);
  store.advance(id!, 'download', 'step:0');
  store.begin(id!, 'step:0');
  expect(store.recover(id!, () => false, 'Wherry died')).toMatchObject({ state: 'interrupted', outcome: 'failed' });
  expect(store.dueReports(RULE)).toMatchObject([{ outcome: 'failed', error: expect.stringMatching(/^interrupted/) }]);
});

test('b26: after a crash a command that had not begun, or may be repeated, is queued again', () => {
  const store = openStore();
  const ids = discover(store, sourceFile('a'), sourceFile('b'));
  for (const id of ids) {
    store.claim(id);
    store.advance(id, 'download', 'step:0');
  }
  store.begin(ids[1]!, 'step:0');
  expect(store.recover(ids[0]!, () => false, 'Wherry died').state).toBe('ready');
  expect(store.recover(ids[1]!, () => true, 'Wherry died')).toMatchObject({ state: 'ready', stepStartedAt: null });
});

test('a report that a newer one overtakes is not delivered', () => {
  const store = openStore();
  const id = concluded(store, 'failed');
  store.finish(id, 5);
  discover(store, sourceFile('a'));
  store.claim(id);
  store.begin(id, 'step:0');
  store.recover(id, () => false, 'Wherry died');
  store.requeue(id, 'me@here');
  expect(store.dueReports(RULE)).toEqual([]);
});

test('the results of steps are kept in the story', () => {
  const store = openStore();
  const [id] = discover(store, sourceFile('a'));
  store.claim(id!);
  store.advance(id!, 'download', 'step:0');
  store.advance(id!, 'step:0', 'step:1', RESULT);
  expect(store.story(id!).steps).toMatchObject([{ step: 'step:0', result: RESULT }]);
});

test('a file is found by number and by the id at its source, the newest content first', () => {
  const store = openStore();
  const [first, second] = discover(store, sourceFile('a', { ref: 'a:1' }), sourceFile('a', { ref: 'a:2' }));
  expect(store.find(String(first))!.id).toBe(first);
  expect(store.find('a')!.id).toBe(second);
  expect(store.find('nobody')).toBeNull();
});

test('a server is trusted with the key of its first time', () => {
  const { hostKeys } = openStore();
  expect(hostKeys.get('host', 22)).toBeNull();
  hostKeys.trust('host', 22, 'SHA256:first');
  hostKeys.trust('host', 22, 'SHA256:second');
  expect(hostKeys.get('host', 22)).toBe('SHA256:first');
});

test('a database of a newer Wherry is refused, not changed', () => {
  const folder = temporaryFolder();
  openStore(folder).close();
  const raw = new DatabaseSync(path.join(folder, 'wherry.db'));
  raw.exec('pragma user_version = 99');
  raw.close();
  expect(() => openStore(folder)).toThrow('was written by a newer Wherry (version 99)');
});
