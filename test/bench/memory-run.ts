// A process with the real engine: runs of one rule until nothing is due any more. Sends, after each, how many files are
// done and what memory is used when nothing can be collected any more: memory-run.ts CONFIG DATA-DIR, with --expose-gc.
import { openSession } from '#cli/session.ts';

export interface MemorySample {
  files: number;
  rssBytes: number;
  heapBytes: number;
}

const [config, dataDir] = process.argv.slice(2);
const session = openSession({ config: config!, dataDir }, () => {});
session.engine.acquire();
for (let files = 0; ;) {
  const { run, error } = await session.engine.run(session.rule.id);
  if (error !== null) throw error;
  if (run.failed + run.waiting > 0) throw new Error(`run ${run.id}: ${run.failed} failed, ${run.waiting} wait`);
  if (run.succeeded === 0) break;
  files += run.succeeded;
  globalThis.gc!();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  process.send!({ files, rssBytes, heapBytes } satisfies MemorySample);
}
await session.close();
process.disconnect();
