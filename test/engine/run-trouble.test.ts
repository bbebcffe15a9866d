// What only shows in a process that runs a rule again and again, or is stopped at a bad moment.
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { demoFile } from '#demo/file.ts';
import type { DemoRequest } from '#demo/faults.ts';
import { startDeadline } from '#engine/sources/deadline.ts';
import { engineHere } from '../helpers/engine-here.ts';
import { createWorkstation } from '../helpers/workstation.ts';

const isSuccess = ({ method, body }: DemoRequest): boolean =>
  method !== 'GET' && JSON.stringify(body).includes('"SUCCESS"');

test('b13: a record that cannot be processed is told once while it lasts, and again when it is back', async () => {
  const bad = demoFile('bad.csv', 'x');
  const files = [demoFile('good.csv', 'y'), { ...bad, record: { ...bad.record, md5: 'no MD5' } }];
  const station = await createWorkstation({ files });
  const { run, lines } = engineHere(station);
  const told = (): number => lines.filter((line) => line.startsWith('WARN') && line.includes('bad.csv')).length;
  await run();
  await run();
  expect(told()).toBe(1);
  const file = station.instance.file(String(bad.record['_id']));
  const { record } = file;
  file.record = { ...record, attributes: { client_status: 'SUCCESS' } };
  await run();
  file.record = record;
  await run();
  expect(told()).toBe(2);
});

test('b24: Ctrl-C while a report gets no answer does not wait for it longer than ten seconds; it is kept', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  const station = await createWorkstation({ ini: () => ({ bettrdata: { timeout: 250 } }) });
  const reporting = Promise.withResolvers<void>();
  station.instance.faults.http = (request) => {
    if (!isSuccess(request)) return null;
    reporting.resolve();
    return { kind: 'hang' };
  };
  const { run, stop, lines } = engineHere(station);
  const running = run();
  await reporting.promise;
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  const end = await running;
  expect(end.run).toMatchObject({ state: 'cancelled', succeeded: 1 });
  expect(lines.join('\n')).toContain(
    'SUCCESS not yet reported, it is kept and sent again: SUCCESS was not accepted in time',
  );
  expect(station.ran()).toEqual(['report.csv']);
});

test('b29: a file that a person asks for again and whose record is gone fails with the reason, and is not asked for again', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { command_1: 'exit 7' } }) });
  const { run, call } = engineHere(station);
  await run();
  expect(await call('file.retry', { id: '1', who: 'eve@desk' })).toMatchObject({ ok: true });
  let asked = 0;
  station.instance.faults.http = ({ path }) => {
    if (path === '/datafile') return null;
    asked++;
    return { kind: 'answer', status: 404 };
  };
  expect((await run()).run).toMatchObject({ failed: 1, error: null });
  const reason = expect.stringContaining('its record is no longer there') as string;
  expect(await call('file.show', { id: '1' })).toMatchObject({ value: { file: { state: 'failed', reason } } });
  asked = 0;
  expect((await run()).run).toMatchObject({ failed: 0, state: 'succeeded' });
  expect(asked).toBe(0);
});

test('a deadline that nobody hurries keeps its time, and frees what it holds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const stop = new AbortController();
  {
    using deadline = startDeadline(5_000, { when: stop.signal, ms: 1_000 });
    vi.advanceTimersByTime(4_999);
    expect(deadline.signal.aborted).toBe(false);
    const aborted = once(deadline.signal, 'abort');
    vi.advanceTimersByTime(1);
    await aborted;
  }
  {
    using _deadline = startDeadline(5_000, { when: stop.signal, ms: 1_000 });
  }
  expect(vi.getTimerCount()).toBe(0);
  stop.abort();
  expect(vi.getTimerCount()).toBe(0);
});
