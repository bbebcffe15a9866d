import net from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '#engine/log.ts';
import { createWakeWatch, waitForNetwork } from '#engine/wake.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { freePort } from '../servers/free-port.ts';

const LOOK_MS = 5_000;
const addressAt = (port: number) => ({ host: '127.0.0.1', port });

async function listen(port: number): Promise<void> {
  const server = net.createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
}

test('b61: looks that come in time see nothing; a sleep and a clock that is set back are told apart, with how long', async () => {
  const clock = createFakeClock();
  const watch = createWakeWatch(clock, LOOK_MS);
  await clock.advance(LOOK_MS + 1_000);
  expect(watch.look()).toEqual({ kind: 'awake' });
  clock.jump(3_600_000);
  await clock.advance(LOOK_MS);
  expect(watch.look()).toEqual({ kind: 'woke', jumpMs: 3_605_000 });
  clock.jump(-60_000);
  await clock.advance(LOOK_MS);
  expect(watch.look()).toEqual({ kind: 'set-back', jumpMs: -60_000 });
  await clock.advance(LOOK_MS);
  expect(watch.look()).toEqual({ kind: 'awake' });
});

test('b61: the quiet minute after a wake does not become hours where the clock is then set back', async () => {
  const clock = createFakeClock();
  const watch = createWakeWatch(clock, LOOK_MS);
  clock.jump(3_600_000);
  watch.look();
  expect(watch.quietUntil()).toBe(clock.now() + 60_000);
  clock.jump(-3_600_000);
  watch.look();
  expect(watch.quietUntil()).toBe(0);
});

test('b61: a platform whose monotonic clock goes on in sleep shows the sleep, too', async () => {
  const clock = createFakeClock();
  const watch = createWakeWatch(clock, LOOK_MS);
  await clock.advance(3_600_000);
  expect(watch.look()).toEqual({ kind: 'woke', jumpMs: 3_600_000 });
});

test('b61: where the source can be reached nothing is waited for', async () => {
  const [clock, port] = [createFakeClock(), await freePort()];
  await listen(port);
  await waitForNetwork(addressAt(port), { clock, log: silentLog, signal: new AbortController().signal });
  expect(clock.slept()).toEqual([]);
});

test('b61: the wait ends as soon as the source can be reached', async () => {
  const [clock, port] = [createFakeClock(), await freePort()];
  const waiting = waitForNetwork(addressAt(port), { clock, log: silentLog, signal: new AbortController().signal });
  await expect.poll(() => clock.sleeping()).toBe(1);
  await listen(port);
  await clock.runUntilDone(waiting);
  expect(clock.slept()).toEqual([1_000]);
});

test('b61: after a minute of tries it gives up, and a stop ends it at once', async () => {
  const [clock, port] = [createFakeClock(), await freePort()];
  const stop = new AbortController();
  await clock.runUntilDone(waitForNetwork(addressAt(port), { clock, log: silentLog, signal: stop.signal }));
  expect(clock.slept()).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 30_000]);
  const waiting = waitForNetwork(addressAt(port), { clock, log: silentLog, signal: stop.signal });
  await expect.poll(() => clock.sleeping()).toBe(1);
  stop.abort();
  await waiting;
  expect(clock.slept()).toHaveLength(7);
});
