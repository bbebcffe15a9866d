import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { IS_WHOLE } from './test/helpers/sample.ts';

/** Each takes both cores for a good while, and seldom tells what the others do not. */
const LONG = ['boundaries', 'packaging/packages', 'engine/memory', 'engine/two-engines', 'server/notify'].map(
  (name) => `test/${name}.test.ts`,
);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: IS_WHOLE ? [] : LONG,
    pool: 'threads',
    // Tests share no state by modules, and a worker that loads these once saves a third of the time.
    isolate: false,
    // Most tests wait for processes and servers of their own, so there may be more of them than cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // Clocks and loads of a busy machine that is not ours; what passed only then is named at the end (test/run.ts).
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
