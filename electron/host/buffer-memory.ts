// Downloads pass through buffers outside V8's heap: four times a file's size, each of them short-lived. V8 13.6 counts
// them by a limit of their own that is reached every 50 ms then, and marks the whole heap each time, on both cores.
// Counted together with the heap, and with a heap that may grow to three times of what lives in it before it is marked,
// they go with the small collections: 1 GiB by SFTP takes 5.5 s instead of 8.3, for 50 MB more memory meanwhile.
import v8 from 'node:v8';

/** Where that was measured (docs/performance.md), and where these options are known to exist. */
const MEASURED = '13.6.';
const OPTIONS = ['--external-memory-accounted-in-global-limit', '--heap-growing-percent=200'];

/** Early in a process; again is fine. In another V8 nothing is changed. */
export function countBuffersWithTheHeap(): void {
  if (process.versions.v8.startsWith(MEASURED)) for (const option of OPTIONS) v8.setFlagsFromString(option);
}
