// node test/bench/memory.ts [FILES]: is memory flat over many files? Prints a line for each 1,000, and the slope.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { tellRatio } from './figures.ts';
import { measureMemory, slope } from './measure-memory.ts';

/** A million files would be 100 MB. */
const ALLOWED_BYTES = 100;
const MB = 1024 ** 2;
const files = Number(process.argv[2] ?? 10_000);
const inMemory = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
const folder = fs.mkdtempSync(path.join(inMemory, 'wherry-memory-'));
const startedAt = performance.now();
const samples = await measureMemory(files, folder, (sample) => {
  if (sample.files % 1_000 > 0) return;
  const [rss, heap] = [sample.rssBytes / MB, sample.heapBytes / MB].map((megabytes) => megabytes.toFixed(1));
  console.log(`${String(sample.files).padStart(6)} files  RSS ${rss} MB  heap ${heap} MB`);
});
fs.rmSync(folder, { recursive: true });
const seconds = (performance.now() - startedAt) / 1_000;
console.log(`${files} files in ${seconds.toFixed(0)} s`);
console.log(
  `RSS slope ${slope(samples, 'rssBytes').toFixed(0)} bytes a file, heap ${slope(samples, 'heapBytes').toFixed(0)}`,
);
tellRatio({
  name: `heap that a file leaves, of ${ALLOWED_BYTES} bytes`,
  value: Math.max(0, slope(samples, 'heapBytes')) / ALLOWED_BYTES,
  better: 'less',
  goal: 1,
});
