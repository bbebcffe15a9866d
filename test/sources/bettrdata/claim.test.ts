// Several machines that want one record: the claim's protocol over a server that only has GET and PUT.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cancelled, WherryError } from '#engine/errors.ts';
import type { Api } from '#engine/sources/bettrdata/api.ts';
import { claimText } from '#engine/sources/bettrdata/claim-mark.ts';
import { createWriteBack, type WriteBack } from '#engine/sources/bettrdata/write-back.ts';
import type { ClaimAnswer, FileHandle } from '#engine/sources/source.ts';
import type { JsonObject } from '#shared/json.ts';
import { BettrDataSettings } from '#shared/source.ts';
import { createFakeClock, type FakeClock } from '#test/helpers/fake-clock.ts';
import { createMemoryLog, idle, type MemoryLog } from './source-context.ts';

const SETTLE_MS = 1_000;
const HOUR_MS = 3_600_000;
const FILE: FileHandle = { ref: 'id1::', externalId: 'id1', name: 'a.csv', sizeBytes: null, checksum: null, meta: {} };

/** A record on a server. */
interface Server {
  attributes: JsonObject;
}

/** From a client to the server and back, for each request of it in turn; the last one goes on for ever. */
type Latencies = [there: number, back: number][];

function apiOf(server: Server, clock: FakeClock, latencies: Latencies, drop?: string): Api {
  let count = 0;
  async function exchange<T>(work: () => T, sendBefore = Infinity): Promise<T> {
    const [there, back] = latencies[Math.min(count++, latencies.length - 1)]!;
    if (clock.now() > sendBefore) throw new WherryError('too-late', 'too late', { kind: 'permanent' });
    await clock.sleep(there);
    const result = work();
    await clock.sleep(back);
    return result;
  }
  const record = (): JsonObject => structuredClone({ _id: 'id1', attributes: server.attributes });
  return {
    list: () => Promise.resolve([]),
    record: () => exchange(record),
    update: (_method, _id, { attributes }, _signal, sendBefore) =>
      exchange(() => {
        const kept = Object.entries(attributes as JsonObject).filter(([name]) => name !== drop);
        server.attributes = Object.fromEntries(kept);
        return record();
      }, sendBefore),
  };
}

interface MachineOptions {
  server: Server;
  clock: FakeClock;
  name: string;
  latencies?: Latencies;
  claim?: Partial<BettrDataSettings['claim']>;
  writeBack?: Partial<BettrDataSettings['writeBack']>;
  log?: MemoryLog;
  /** An attribute that the server does not keep. */
  drop?: string;
}

function machine(options: MachineOptions): WriteBack {
  const { server, clock, name, latencies = [[1, 1]], claim, writeBack, log = createMemoryLog(), drop } = options;
  const settings = BettrDataSettings.parse({
    kind: 'bettrdata',
    baseUrl: 'http://unused',
    auth: { kind: 'none' },
    query: { where: { 'attributes.client_status': { $exists: false } } },
    sftp: { host: 'unused', username: 'unused', password: null },
    claim: { settleMs: SETTLE_MS, ...claim },
    writeBack,
  });
  return createWriteBack(settings, { api: apiOf(server, clock, latencies, drop), clock, log, claimant: name });
}

interface Contender {
  startAt: number;
  latencies: Latencies;
  /** It dies so long after its start and comes back a while later, with the same name. */
  diesAfter: number | null;
}

async function contend(settleMs: number, contenders: Contender[]): Promise<{ claimed: number; server: Server }> {
  const clock = createFakeClock();
  const server: Server = { attributes: { keep: 1 } };
  const began = clock.now();
  const answers: ClaimAnswer[] = [];
  const attempts = contenders.map(async ({ startAt, latencies, diesAfter }, index) => {
    const claim = { settleMs };
    const options = { server, clock, name: `host${index}:1`, latencies, claim };
    await clock.sleep(startAt);
    const first = machine(options).claim(FILE, false, idle);
    if (diesAfter === null) return void answers.push(await lastAnswer(await first, clock, machine(options)));
    // What a dead process had sent still arrives; it never learns what came of it.
    await clock.sleep(diesAfter);
    const isDead = clock.now() - began;
    await first.catch(() => 'dead');
    await clock.sleep(Math.max(0, isDead + 3 * SETTLE_MS - (clock.now() - began)));
    answers.push(await lastAnswer(await machine(options).claim(FILE, 'perhaps', idle), clock, machine(options)));
  });
  await clock.runUntilDone(Promise.all(attempts));
  return { claimed: answers.filter((answer) => answer === 'claimed').length, server };
}

/** As the engine does it: in doubt, it looks again a while later. */
async function lastAnswer(answer: ClaimAnswer, clock: FakeClock, writeBack: WriteBack): Promise<ClaimAnswer> {
  if (answer !== 'in-doubt') return answer;
  await clock.sleep(HOUR_MS / 4);
  return writeBack.claim(FILE, 'perhaps', idle);
}

/** An update arrives within SETTLE_MS of the read before it: 400 + 400 + 190. */
const latency = fc.tuple(fc.integer({ min: 0, max: 190 }), fc.integer({ min: 0, max: 400 }));
const contender = fc.record({
  startAt: fc.integer({ min: 0, max: 1_500 }),
  latencies: fc.array(latency, { minLength: 3, maxLength: 6 }),
  diesAfter: fc.constant(null),
});
const mortal = fc.record({
  startAt: fc.integer({ min: 0, max: 1_500 }),
  latencies: fc.array(latency, { minLength: 3, maxLength: 6 }),
  diesAfter: fc.option(fc.integer({ min: 0, max: 2_000 })),
});

describe('machines at the same time', () => {
  test('b25: of two or three machines exactly one has the record, however their requests interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(contender, { minLength: 2, maxLength: 3 }), async (contenders) => {
        const { claimed, server } = await contend(SETTLE_MS, contenders);
        expect(claimed).toBe(1);
        expect(server.attributes).toMatchObject({ keep: 1, client_status: 'STARTED' });
      }),
      { numRuns: 300 },
    );
  });

  test('b25: that is what the wait is for: without it, two have the record', async () => {
    const found = await fc.check(
      fc.asyncProperty(fc.array(contender, { minLength: 2, maxLength: 2 }), async (contenders) => {
        expect((await contend(0, contenders)).claimed).toBe(1);
      }),
      { numRuns: 300 },
    );
    expect(found.failed).toBe(true);
  });

  test('b25, b72: machines that die while they claim and come back: still exactly one has the record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mortal, { minLength: 2, maxLength: 3 }), async (contenders) => {
        expect((await contend(SETTLE_MS, contenders)).claimed).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test('b25: a claim whose update was under way for too long is in doubt, and used when it still stands later', async () => {
    const [clock, server]: [FakeClock, Server] = [createFakeClock(), { attributes: {} }];
    const slow = machine({
      server,
      clock,
      name: 'slow:1',
      latencies: [
        [1, 1],
        [5_000, 1],
        [1, 1],
      ],
    });
    await expect(clock.runUntilDone(slow.claim(FILE, false, idle))).resolves.toBe('in-doubt');
    await expect(clock.runUntilDone(slow.claim(FILE, 'perhaps', idle))).resolves.toBe('claimed');
  });

  test('b25: an update that would be sent too late is not sent, and the record is read again', async () => {
    const [clock, server]: [FakeClock, Server] = [createFakeClock(), { attributes: {} }];
    const limited = machine({
      server,
      clock,
      name: 'limited:1',
      latencies: [
        [1, 900],
        [1, 1],
      ],
    });
    await expect(clock.runUntilDone(limited.claim(FILE, false, idle))).resolves.toBe('claimed');
    const never = machine({ server: { attributes: {} }, clock, name: 'never:1', latencies: [[1, 900]] });
    await expect(clock.runUntilDone(never.claim(FILE, false, idle))).rejects.toMatchObject({
      code: 'claim-too-slow',
      kind: 'transient',
    });
  });
});

/** One machine and its server. */
function alone(options: Partial<MachineOptions> = {}, attributes: JsonObject = {}) {
  const [clock, server]: [FakeClock, Server] = [createFakeClock(), { attributes }];
  const log = createMemoryLog();
  const writeBack = machine({ server, clock, name: 'here:1', log, ...options });
  const claim = (isOurs: boolean | 'perhaps' = false) => clock.runUntilDone(writeBack.claim(FILE, isOurs, idle));
  const report = () => clock.runUntilDone(writeBack.report(FILE, { outcome: 'succeeded', error: null }, idle));
  return { claim, report, clock, server, log };
}

describe('the mark', () => {
  test('b18, b25: it tells host, process and time while the file is STARTED, and is gone with the final status', async () => {
    const { claim, report, server } = alone({}, { a: { b: 1 } });
    await expect(claim()).resolves.toBe('claimed');
    expect(server.attributes).toEqual({
      a: { b: 1 },
      client_status: 'STARTED',
      client_claim: expect.stringMatching(new RegExp(`^here:1 ${process.pid} 2023-11-14T22:13:20\\.`)) as string,
    });
    await report();
    expect(server.attributes).toEqual({ a: { b: 1 }, client_status: 'SUCCESS' });
  });

  test('b25: a claim that was cut off is known again by its mark', async () => {
    const { claim, server, clock } = alone();
    server.attributes = { client_status: 'STARTED', client_claim: claimText('here:1', clock.now() - HOUR_MS) };
    await expect(claim('perhaps')).resolves.toBe('claimed');
  });

  test('b25: the mark of another machine is respected, and stays where it has taken the record over', async () => {
    const other = { client_status: 'STARTED', client_claim: 'there:1 77 2023-11-14T22:13:19.000Z' };
    const { claim, report, server } = alone({}, other);
    await expect(claim('perhaps')).resolves.toBe('taken');
    expect(server.attributes).toEqual(other);
    await report();
    expect(server.attributes).toEqual({ ...other, client_status: 'SUCCESS' });
  });

  test('b29: a person takes what another machine has STARTED', async () => {
    const { claim } = alone({}, { client_status: 'STARTED', client_claim: 'there:1 77 2023-11-14T22:13:19.000Z' });
    await expect(claim(true)).resolves.toBe('claimed');
  });

  test('b27: another machine’s claim is taken over when the rule says so, and not an hour sooner', async () => {
    const { claim, server, clock } = alone({ claim: { takeOverAfterMs: 5 * HOUR_MS } });
    const since = (hours: number): JsonObject => ({
      client_status: 'STARTED',
      client_claim: claimText('there:1', clock.now() - hours * HOUR_MS),
    });
    server.attributes = since(4);
    await expect(claim()).resolves.toBe('taken');
    server.attributes = since(6);
    await expect(claim()).resolves.toBe('claimed');
  });

  test('b27: a claim without a time that can be read is never taken over', async () => {
    const options = { claim: { takeOverAfterMs: 1 } };
    const { claim } = alone(options, { client_status: 'STARTED', client_claim: 'there:1 sometime' });
    await expect(claim()).resolves.toBe('taken');
  });

  test('its name follows the status attribute; off, and written as single keys, there is none', async () => {
    for (const options of [{ claim: { attribute: null } }, { writeBack: { mode: 'dotted' as const } }]) {
      const { claim, server } = alone({ ...options, drop: 'none' }, {});
      await claim().catch(() => 'a server that ignores dotted keys');
      expect(Object.keys(server.attributes)).not.toContain('client_claim');
    }
  });

  test('a server that does not keep it is told once, and claims go on without', async () => {
    const { claim, log, server } = alone({ drop: 'client_claim' });
    await expect(claim()).resolves.toBe('claimed');
    server.attributes = {};
    await expect(claim()).resolves.toBe('claimed');
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining('client_claim')]);
  });

  test('a server that does not keep it is an error where the rule names it', async () => {
    const { claim } = alone({ drop: 'who', claim: { attribute: 'who' } });
    await expect(claim()).rejects.toMatchObject({ code: 'claim-ignored', kind: 'config' });
  });

  test('while it is being stopped a claim ends, and its mark lets the next start go on', async () => {
    const { clock, server, claim } = alone();
    const stop = new AbortController();
    const stopped = machine({ server, clock, name: 'here:1' }).claim(FILE, false, stop.signal);
    const ended = expect(stopped).rejects.toMatchObject(cancelled());
    await clock.advance(SETTLE_MS / 2);
    stop.abort();
    await ended;
    await expect(claim('perhaps')).resolves.toBe('claimed');
  });
});
