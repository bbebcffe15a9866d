import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isAlive, runCommand } from './command-harness.ts';

function pidOf(text: string): number {
  const [, pid] = /pid (\d+)/.exec(text) ?? [];
  if (pid === undefined) throw new Error(`no pid in ${JSON.stringify(text)}`);
  return Number(pid);
}

/** A signal takes a moment to end a process. */
async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await delay(20);
  return !isAlive(pid);
}

test('b48: the time limit ends the whole tree, grandchildren included', async () => {
  const result = await runCommand('sleep 300 & echo pid $!; wait', { settings: { timeoutMs: 300 } });
  expect(result).toMatchObject({ outcome: 'failed', ended: 'timeout', error: 'timeout: command_1 ended after 0.3 s' });
  expect(await gone(pidOf(result.stdoutTail))).toBe(true);
});

test('b48: who ignores the request to end is ended by force after the grace time, grandchildren too', async () => {
  const template = `trap '' TERM; (trap '' TERM; sleep 300 & echo pid $!; wait; sleep 300) & wait; sleep 300`;
  const result = await runCommand(template, { settings: { timeoutMs: 200 }, graceMs: 200 });
  expect(result).toMatchObject({ ended: 'timeout', signal: 'SIGKILL' });
  expect(await gone(pidOf(result.stdoutTail))).toBe(true);
});

test('b48: a grandchild that ignores the request is ended though its parent has obeyed', async () => {
  const template = `sh -c 'trap "" TERM; echo pid $$; while :; do sleep 1; done' & trap 'exit 0' TERM; wait`;
  const result = await runCommand(template, { settings: { timeoutMs: 300 }, graceMs: 300 });
  expect(result).toMatchObject({ outcome: 'failed', ended: 'timeout', exitCode: 0 });
  expect(await gone(pidOf(result.stdoutTail))).toBe(true);
});

test('b60: a cancelled command gets its grace time to clean up', async () => {
  const stop = new AbortController();
  const onLine = (line: string): void => {
    if (line.endsWith('ready')) stop.abort();
  };
  const template = `trap 'sleep 0.2; echo cleaned up; exit 9' TERM; echo ready; while :; do sleep 0.05; done`;
  const result = await runCommand(template, { signal: stop.signal, onLine });
  expect(result).toMatchObject({
    outcome: 'failed',
    ended: 'cancelled',
    exitCode: 9,
    stdoutTail: 'ready\ncleaned up\n',
  });
});

test('b60: the second signal ends the grace time at once', async () => {
  const [stop, kill] = [new AbortController(), new AbortController()];
  const onLine = (line: string): void => {
    if (line.endsWith('ready')) stop.abort();
    if (line.endsWith('not yet')) kill.abort();
  };
  const template = `trap 'echo not yet' TERM; echo ready; while :; do sleep 0.05; done`;
  const run = runCommand(template, { signal: stop.signal, kill: kill.signal, onLine, graceMs: 3_600_000 });
  expect(await run).toMatchObject({ ended: 'cancelled', signal: 'SIGKILL' });
});

test('a step that is cancelled before it begins starts nothing', async () => {
  await expect(runCommand('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});

test('a command that ends in time is not touched by its limit', async () => {
  expect(await runCommand('sleep 0.1', { settings: { timeoutMs: 20_000 } })).toMatchObject({ outcome: 'succeeded' });
});

test('a limit longer than the longest timer is no limit of zero', async () => {
  expect(await runCommand('sleep 0.1', { settings: { timeoutMs: 2 ** 40 } })).toMatchObject({ outcome: 'succeeded' });
});

test('a daemon that keeps the output open does not hold up the step, and is left alone', async () => {
  const result = await runCommand('echo before; sleep 300 & echo pid $!');
  const pid = pidOf(result.stdoutTail);
  try {
    expect(result).toMatchObject({ outcome: 'succeeded', stdoutTail: `before\npid ${pid}\n` });
    expect(result.durationMs).toBeLessThan(5_000);
    expect(isAlive(pid)).toBe(true);
  } finally {
    process.kill(pid);
  }
});

test('a daemon that goes on writing does not hold up the step either', async () => {
  const result = await runCommand('(while :; do echo noise; sleep 0.02; done) & echo pid $!');
  expect(result).toMatchObject({ outcome: 'succeeded' });
  expect(await gone(pidOf(result.stdoutTail))).toBe(true); // nobody reads it any more: SIGPIPE
});
