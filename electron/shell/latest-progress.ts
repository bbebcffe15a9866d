import type { EngineEvent } from '#shared/event.ts';

/** Order is kept; of several `file-progress` of one file the last one stays. */
export function latestProgress(events: readonly EngineEvent[]): EngineEvent[] {
  const last = new Map<number, EngineEvent>();
  for (const event of events) if (event.type === 'file-progress') last.set(event.fileId, event);
  return events.filter((event) => event.type !== 'file-progress' || last.get(event.fileId) === event);
}
