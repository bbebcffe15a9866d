import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { measureMemory, slope } from '#test/bench/measure-memory.ts';

// `node test/bench/memory.ts` does it with 10,000 files, where resident memory can be judged, too.
test('memory is flat over 900 files', { timeout: 120_000 }, async () => {
  // A disk in memory: the test is not about one that is slow to flush.
  const folder = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'wherry-memory-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const samples = await measureMemory(900, folder);
  expect(samples.at(-1)!.files).toBe(900);
  // A row that was kept for each file would be some 5,000 bytes.
  expect(slope(samples, 'heapBytes')).toBeLessThan(1_500);
});
