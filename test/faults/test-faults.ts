import { expect, test, vi } from 'vitest';
import type { OpenSsh } from '../servers/openssh.ts';
import { sample } from '../helpers/sample.ts';
import { createBench } from './bench.ts';
import { DONE, type Fault } from './fault.ts';

/** Until what waits is due again, also on a busy machine. */
const MENDED = { timeout: 60_000, interval: 200 };
/** Of the table's rows, at a desk. */
const SAMPLED = 10;

/** A test for each: the documented state while it is broken, nothing twice, and the work done when it is mended. */
export function testFaults(faults: readonly Fault[], ssh: () => OpenSsh | null): void {
  test.concurrent.for(sample(faults, SAMPLED))(
    '$id: $fault',
    { timeout: 240_000 },
    async (fault, { onTestFinished }) => {
      const bench = await createBench(fault, ssh(), onTestFinished);
      await fault.breaks(bench);
      const run = await bench.run();
      const said = run.stdout + run.stderr;
      expect({ code: run.code, stands: bench.stands() }, said).toEqual({
        code: fault.broken.code,
        stands: fault.broken.stands,
      });
      expect(said).toContain(fault.broken.says ?? '');
      for (const name of bench.ran()) expect(fault.broken.stands[name], said).not.toEqual(['unknown', null]);

      await fault.mends(bench);
      const mended = fault.mended ?? Object.fromEntries(Object.keys(fault.broken.stands).map((name) => [name, DONE]));
      let log = '';
      await vi.waitFor(async () => {
        const { stdout, stderr } = await bench.runMended();
        log += stdout + stderr;
        expect(bench.stands(), log).toEqual(mended);
      }, MENDED);
      const succeeded = Object.keys(mended).filter((name) => mended[name]![0] === 'done');
      expect(bench.ran().toSorted(), log).toEqual(succeeded.toSorted());
    },
  );
}
