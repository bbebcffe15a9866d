// The engine of another process: found, asked, lost and found again.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { onTestFinished, expect, test, vi } from 'vitest';
import type { EngineEvent } from '#shared/event.ts';
import { connectRemote, type Remote } from '#server/remote.ts';
import { serverFilePath, writeServerFile } from '#server/server-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { serverHere, TOKEN } from './server-here.ts';

async function remoteHere() {
  const first = await serverHere();
  const file = serverFilePath(temporaryFolder());
  const moveTo = (url: string): void => writeServerFile(file, { url, token: TOKEN, pid: process.pid });
  moveTo(first.url);
  const remote = await connectRemote(file);
  if (remote === null) throw new Error('not found');
  onTestFinished(() => remote.close());
  return { first, file, moveTo, remote, ...watch(remote) };
}

function watch(remote: Remote) {
  const told: string[] = [];
  remote.subscribe((event) => void told.push(event.type === 'log-line' ? event.line.message : event.type));
  const connections: string[] = [];
  remote.onConnection((connection) => void connections.push(connection));
  return { told, connections };
}

const line = (message: string): EngineEvent => ({
  type: 'log-line',
  line: { at: 0, level: 'info', rule: null, file: null, message },
});

test('it is asked as if it were here, errors included', async () => {
  const { remote } = await remoteHere();
  expect(await remote.dispatch('rule.list', {})).toEqual({ ok: true, value: [] });
  expect(await remote.dispatch('file.show', { id: '7' })).toMatchObject({ ok: false, error: { code: 'no-such-file' } });
  expect(await remote.dispatch('run.list', { limit: 0 })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
});

test('its events are told in order', async () => {
  const { remote, first, told } = await remoteHere();
  expect(remote).toBeDefined();
  await vi.waitFor(() => expect(first.followers()).toBe(1));
  for (const message of ['a', 'b', 'c']) first.emit(line(message));
  await vi.waitFor(() => expect(told).toEqual(['a', 'b', 'c']));
});

test('a call that nobody waits for any more ends as cancelled', async () => {
  const { remote } = await remoteHere();
  expect(await remote.dispatch('rule.list', {}, AbortSignal.abort())).toMatchObject({
    ok: false,
    error: { code: 'cancelled' },
  });
});

test('while it is away calls are answered with what to do; when it is back, elsewhere, all goes on', async () => {
  const { remote, first, moveTo, told, connections } = await remoteHere();
  await vi.waitFor(() => expect(first.followers()).toBe(1));
  await first.close();
  await vi.waitFor(() => expect(connections.at(-1)).toBe('lost'));
  expect(await remote.dispatch('rule.list', {})).toMatchObject({
    ok: false,
    error: { code: 'not-connected', kind: 'transient', hint: /wherry serve/ },
  });
  const second = await serverHere();
  moveTo(second.url);
  await vi.waitFor(() => expect(connections.at(-1)).toBe('open'), { timeout: 10_000 });
  second.emit(line('from the second'));
  await vi.waitFor(() => expect(told).toEqual(['rules-changed', 'settings-changed', 'from the second']));
  expect(await remote.dispatch('rule.list', {})).toEqual({ ok: true, value: [] });
});

test('who is not there, is gone, or does not know our token, is nobody', async () => {
  const file = serverFilePath(temporaryFolder());
  const { url } = await serverHere();
  const nobody = [
    () => {},
    () => writeServerFile(file, { url, token: TOKEN, pid: spawnSync(process.execPath, ['--version']).pid }),
    () => writeServerFile(file, { url, token: 'another', pid: process.pid }),
    () => writeServerFile(file, { url: 'http://127.0.0.1:9/', token: TOKEN, pid: process.pid }),
    () => fs.writeFileSync(file, 'no JSON'),
  ];
  for (const write of nobody) {
    write();
    expect(await connectRemote(file)).toBeNull();
  }
});

test('closed, it follows nothing, and closing again is fine', async () => {
  const { remote, first, told } = await remoteHere();
  await vi.waitFor(() => expect(first.followers()).toBe(1));
  await remote.close();
  await remote.close();
  await vi.waitFor(() => expect(first.followers()).toBe(0));
  first.emit(line('unheard'));
  expect([told, await remote.dispatch('rule.list', {})]).toMatchObject([[], { ok: false }]);
});
