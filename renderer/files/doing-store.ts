// What is being done to the files under way, from the events: activity, bytes, speed. Outside of React.
import type { EngineEvent } from '#shared/event.ts';
import type { Doing } from './file-status.ts';

/** Speed is a moving average in which a report this old weighs a third. */
const SMOOTHING_MS = 3_000;

interface Entry {
  doing: Doing;
  /** When the last progress came; null: none yet, or the download has just begun. */
  progressAt: number | null;
}

export interface DoingStore {
  /** @returns the number of the file of which something else is to be said now; null: of none */
  heed(event: EngineEvent, nowMs: number): number | null;
  /** The same object until something else is to be said. */
  get(fileId: number): Doing | null;
  /** What there is of files that the caller cannot see. */
  entries(): Iterable<[fileId: number, doing: Doing]>;
  /** Events were missed. */
  forgetAll(): void;
}

export function createDoingStore(): DoingStore {
  const entries = new Map<number, Entry>();

  function progress(event: Extract<EngineEvent, { type: 'file-progress' }>, nowMs: number): number {
    const { fileId, receivedBytes, totalBytes } = event;
    const before = entries.get(fileId);
    const doing: Doing = {
      activity: 'downloading',
      receivedBytes,
      totalBytes,
      bytesPerSecond: speed(before, receivedBytes, nowMs),
    };
    entries.set(fileId, { doing, progressAt: nowMs });
    return fileId;
  }

  return {
    heed(event, nowMs) {
      if (event.type === 'file-progress') return progress(event, nowMs);
      if (event.type === 'file-activity') {
        const { fileId, activity } = event;
        const doing: Doing = { activity, receivedBytes: null, totalBytes: null, bytesPerSecond: null };
        entries.set(fileId, { doing, progressAt: null });
        return fileId;
      }
      if (event.type === 'file-changed' && event.file.state !== 'active') {
        return entries.delete(event.file.id) ? event.file.id : null;
      }
      return null;
    },
    get: (fileId) => entries.get(fileId)?.doing ?? null,
    *entries() {
      for (const [fileId, { doing }] of entries) yield [fileId, doing];
    },
    forgetAll: () => entries.clear(),
  };
}

function speed(before: Entry | undefined, receivedBytes: number, nowMs: number): number | null {
  if (!before || before.progressAt === null || before.doing.receivedBytes === null) return null;
  const elapsedMs = nowMs - before.progressAt;
  const gained = receivedBytes - before.doing.receivedBytes;
  // A download that begins anew, or two reports in one moment: what was known stays known.
  if (elapsedMs <= 0 || gained < 0) return before.doing.bytesPerSecond;
  const latest = (gained / elapsedMs) * 1000;
  const old = before.doing.bytesPerSecond;
  if (old === null) return latest;
  const weight = Math.exp(-elapsedMs / SMOOTHING_MS);
  return old * weight + latest * (1 - weight);
}
