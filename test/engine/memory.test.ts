import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { IS_WHOLE } from '#test/helpers/sample.ts';
import { measureMemory, slope } from '#test/bench/measure-memory.ts';

// `node test/bench/memory.ts` does it with 10,000 files, where resident memory can be judged, too.
/** The first hundreds are not flat yet: code is compiled. A row that was kept for each file would be some 5,000 bytes. */
const [FILES, MOST_BYTES] = IS_WHOLE ? [900, 1_500] : [300, 4_000];

test(`memory is flat over ${FILES} files`, { timeout: 120_000 }, async () => {
  // A disk in memory: the test is not about one that is slow to flush.
  const folder = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'wherry-memory-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const samples = await measureMemory(FILES, folder);
  expect(samples.at(-1)!.files).toBe(FILES);
  expect(slope(samples, 'heapBytes')).toBeLessThan(MOST_BYTES);
});
