// What every kind of source promises, over a real server and over a wire that breaks. A new kind passes it as it is:
// `describeSource('name', { create, localPath })`.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { idle } from '../sources/bettrdata/source-context.ts';
import { engineOf, listAll, readAll, sourceOf, type WorldKind } from './source-world.ts';

const MEGABYTE = 1024 * 1024;

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}

export function describeSource(title: string, { create, localPath, hasWire }: WorldKind): void {
  describe(`a source of kind ${title}`, () => {
    test('lists a file with its name, its size and a record for templates, each time under the same ref', async () => {
      const world = await create();
      await world.put('orders.csv', Buffer.from('a,b\n'));
      const source = sourceOf(world);
      const [file, ...others] = await listAll(source);
      expect(others).toEqual([]);
      expect(file).toMatchObject({ name: 'orders.csv', sizeBytes: 4, skip: null });
      expect(file!.meta).toMatchObject({ fileName: 'orders.csv', byteSize: 4 });
      expect((await listAll(source))[0]!.ref).toBe(file!.ref);
    });

    test('an empty source lists nothing, and says so when it is tested', async () => {
      const source = sourceOf(await create());
      expect(await listAll(source)).toEqual([]);
      const lines = [];
      for await (const line of source.check(idle)) lines.push(line);
      expect(lines.map(({ ok }) => ok)).not.toContain(false);
    });

    test('gives the bytes, also from the middle on and from the end on', async () => {
      const world = await create();
      const content = randomBytes(3 * MEGABYTE + 7);
      await world.put('big.bin', content);
      const source = sourceOf(world);
      const [file] = await listAll(source);
      await source.connect(idle);
      expect((await readAll(source, file!)).equals(content)).toBe(true);
      expect((await readAll(source, file!, 2 * MEGABYTE + 1)).equals(content.subarray(2 * MEGABYTE + 1))).toBe(true);
      expect(await readAll(source, file!, content.length)).toHaveLength(0);
      expect(await source.stat(file!, idle)).toMatchObject({ sizeBytes: content.length });
    });

    test('other content of the same name is another file', async () => {
      const world = await create();
      await world.put('a.csv', Buffer.from('one'));
      const source = sourceOf(world);
      const [before] = await listAll(source);
      await world.put('a.csv', Buffer.from('two, longer'));
      const [after] = await listAll(source);
      expect(after!.ref).not.toBe(before!.ref);
      expect(after!.name).toBe('a.csv');
    });

    test('a file that is gone is told as that, not as a broken server', async () => {
      const world = await create();
      await world.put('a.csv', Buffer.from('one'));
      const source = sourceOf(world);
      const [file] = await listAll(source);
      await world.remove('a.csv');
      expect(await errorOf(readAll(source, file!))).toMatchObject({
        code: expect.stringMatching(/^(gone|not-found)$/),
        kind: 'permanent',
      });
    });

    test('who is stopped gets "cancelled", and the source can be used again', async () => {
      const world = await create();
      await world.put('a.csv', randomBytes(2 * MEGABYTE));
      const source = sourceOf(world);
      const [file] = await listAll(source);
      const stop = new AbortController();
      const reading = (async () => {
        for await (const _bytes of source.open(file!, 0, stop.signal)) stop.abort();
      })();
      expect(await errorOf(reading)).toMatchObject({ kind: 'cancelled' });
      await source.close();
      await source.close();
      expect(await readAll(source, file!)).toHaveLength(2 * MEGABYTE);
    });

    test('a run downloads what is there, the next one only what is new, and nothing is overwritten', async () => {
      const world = await create();
      await world.put('a.csv', Buffer.from('one'));
      await world.put('b.csv', Buffer.from('two'));
      const engine = engineOf(world);
      expect((await engine.run()).run).toMatchObject({ state: 'succeeded', listed: 2, succeeded: 2 });
      expect(engine.files()).toEqual({ [localPath('a.csv')]: 'one', [localPath('b.csv')]: 'two' });
      await world.put('a.csv', Buffer.from('other'));
      expect((await engine.run()).run).toMatchObject({ state: 'succeeded', succeeded: 1 });
      const contents = Object.values(engine.files()).toSorted();
      expect(contents).toEqual(['one', 'other', 'two']);
      expect((await engine.run()).run).toMatchObject({ state: 'succeeded', succeeded: 0 });
    });

    if (!hasWire) return;

    test('a wire that breaks in the middle ends in a transient error, never in a short file', async () => {
      const world = await create();
      await world.put('a.bin', randomBytes(4 * MEGABYTE));
      const source = sourceOf(world);
      const [file] = await listAll(source);
      for (const kind of ['reset', 'truncate'] as const) {
        await source.close();
        await world.wire!.set({ kind, direction: 'down', afterBytes: MEGABYTE });
        expect(await errorOf(readAll(source, file!)), kind).toMatchObject({ kind: 'transient' });
      }
      await world.wire!.set({ kind: 'pass' });
      expect(await readAll(source, file!)).toHaveLength(4 * MEGABYTE);
    });

    test('a server that is away is told as that', async () => {
      const world = await create();
      await world.put('a.bin', Buffer.from('x'));
      const source = sourceOf(world);
      const [file] = await listAll(source);
      await source.close();
      await world.wire!.set({ kind: 'refuse' });
      expect(await errorOf(readAll(source, file!))).toMatchObject({ kind: 'transient' });
    });

    test('a download that the wire cuts off is whole in the end', async () => {
      const world = await create();
      const content = randomBytes(2 * MEGABYTE).toString('base64');
      await world.put('big.csv', Buffer.from(content));
      await world.wire!.set({ kind: 'truncate', direction: 'down', afterBytes: 1_500_000 });
      const engine = engineOf(world, { retry: { maxTries: 1 } });
      expect((await engine.run()).run.succeeded).toBe(0);
      await world.wire!.set({ kind: 'pass' });
      const { files } = (await value(engine.call('file.list', { states: null, limit: 10, offset: 0 }))) as {
        files: { id: number; state: string }[];
      };
      expect(files.map(({ state }) => state)).toEqual(['waiting']);
      await engine.call('file.skip', { id: String(files[0]!.id), who: 'a test' });
      await engine.call('file.retry', { id: String(files[0]!.id), who: 'a test' });
      expect((await engine.run()).run).toMatchObject({ succeeded: 1 });
      expect(engine.files()[localPath('big.csv')]).toBe(content);
    });
  });
}

async function value(answer: Promise<{ ok: true; value: unknown } | { ok: false; error: unknown }>): Promise<unknown> {
  const given = await answer;
  if (!given.ok) throw given.error as Error;
  return given.value;
}
